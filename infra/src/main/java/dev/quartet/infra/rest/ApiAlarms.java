package dev.quartet.infra.rest;

import com.pulumi.resources.Resource;
import dev.quartet.infra.operations.AlarmRule;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.operations.RatioRule;
import java.util.Map;

/** An API's alarms: failing, slow. The metric's dimension is the API's name, not its id. */
final class ApiAlarms {
    private static final String NAMESPACE = "AWS/ApiGateway";

    private final Alarms alarms;
    private final Map<String, String> dimensions;

    ApiAlarms(Alarms alarms, String apiName) {
        this.alarms = alarms;
        this.dimensions = Map.of("ApiName", apiName, "Stage", ApiStage.NAME);
    }

    void create(Resource parent, String name) {
        alarms.add(
                parent,
                name + "-api-5xx",
                "1 % of the requests to the API " + name + " fail",
                new RatioRule(NAMESPACE, "5XXError", "Count", dimensions, 1));
        alarms.add(
                parent,
                name + "-api-latency",
                "1 % of the requests to the API " + name + " take 3 s or more",
                AlarmRule.atLeast(NAMESPACE, "Latency", "p99", dimensions, 3000).forPeriods(2));
    }
}

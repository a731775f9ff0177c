package dev.quartet.infra.http;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.operations.AlarmRule;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.operations.RatioRule;
import java.util.Map;

/** An HTTP API's alarms: failing, slow. Unlike a REST API's, its metrics have its id as their dimension. */
record HttpAlarms(Alarms alarms, Output<String> apiId) {
    private static final String NAMESPACE = "AWS/ApiGateway";

    void create(Resource parent, String name) {
        Output<Map<String, String>> dimensions = apiId.applyValue(id -> Map.of("ApiId", id, "Stage", HttpStage.NAME));
        alarms.add(
                parent,
                name + "-api-5xx",
                "1 % of the requests to the API " + name + " fail",
                new RatioRule(NAMESPACE, "5xx", "Count", Map.of(), 1),
                dimensions);
        alarms.add(
                parent,
                name + "-api-latency",
                "1 % of the requests to the API " + name + " take 3 s or more",
                AlarmRule.atLeast(NAMESPACE, "Latency", "p99", Map.of(), 3000).forPeriods(2),
                dimensions);
    }
}

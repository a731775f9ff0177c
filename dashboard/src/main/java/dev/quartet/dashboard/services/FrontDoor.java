package dev.quartet.dashboard.services;

import dev.quartet.dashboard.metric.Metric;
import dev.quartet.exports.ApiRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a service is called.
 *
 * @param url its own name where it has one, else AWS's
 * @param rest whether it is a REST API, which reports by name; HTTP APIs report by id, under other names
 * @param loadBalancer behind the API, as CloudWatch names it
 */
record FrontDoor(
        ApiRef api, String url, boolean rest, @Nullable String loadBalancer) {
    /** The values of the dimensions under which it reports. */
    List<String> dimensions() {
        return List.of(rest ? api.name() : api.id(), api.stage());
    }

    Metric count() {
        return rest ? Metric.API_COUNT : Metric.HTTP_COUNT;
    }

    Metric clientErrors() {
        return rest ? Metric.API_4XX : Metric.HTTP_4XX;
    }

    Metric serverErrors() {
        return rest ? Metric.API_5XX : Metric.HTTP_5XX;
    }

    Metric median() {
        return rest ? Metric.API_LATENCY_P50 : Metric.HTTP_LATENCY_P50;
    }

    Metric tail() {
        return rest ? Metric.API_LATENCY_P99 : Metric.HTTP_LATENCY_P99;
    }
}

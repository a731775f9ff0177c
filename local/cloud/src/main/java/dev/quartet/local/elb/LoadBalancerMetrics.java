package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * AWS/ApplicationELB of one load balancer and of the target groups behind it. What is 0 is not published. See
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html">AWS</a>.
 * Thread-safe.
 */
final class LoadBalancerMetrics {
    private static final String NAMESPACE = "AWS/ApplicationELB";
    private static final double NANOS_PER_SECOND = 1e9;

    private final Metrics metrics;
    private final String region;
    private final String loadBalancer;
    private final Map<String, Metrics.Metric> known = new ConcurrentHashMap<>();

    /** @param loadBalancer the dimension's value, {@code app/name/id} */
    LoadBalancerMetrics(Metrics metrics, String region, String loadBalancer) {
        this.metrics = requireNonNull(metrics, "metrics is null");
        this.region = requireNonNull(region, "region is null");
        this.loadBalancer = requireNonNull(loadBalancer, "loadBalancer is null");
    }

    /** A target was chosen. */
    void routed(String group) {
        ofBoth("RequestCount", group, 1, "Count");
    }

    /** A target answered with {@code status}, {@code after} the request had left for it. */
    void targetAnswered(String group, int status, Duration after) {
        ofBoth("HTTPCode_Target_" + status / 100 + "XX_Count", group, 1, "Count");
        ofBoth("TargetResponseTime", group, after.toNanos() / NANOS_PER_SECOND, "Seconds");
    }

    /** The load balancer answered by itself. */
    void own(int status) {
        add("HTTPCode_ELB_" + status / 100 + "XX_Count", 1, "Count");
        if (status == 500 || status == 502 || status == 503 || status == 504) {
            add("HTTPCode_ELB_" + status + "_Count", 1, "Count");
        }
    }

    /** A rule's fixed response. */
    void fixedResponse(int status) {
        add("HTTP_Fixed_Response_Count", 1, "Count");
        if (status >= 300) {
            own(status);
        }
    }

    /** A rule's redirect. */
    void redirect(int status) {
        add("HTTP_Redirect_Count", 1, "Count");
        own(status);
    }

    /** {@code bytes} went through, to or from a client, headers included. */
    void processed(long bytes) {
        add("ProcessedBytes", (double) bytes, "Bytes");
    }

    void rulesEvaluated(int count) {
        add("RuleEvaluations", count, "Count");
    }

    /** {@code bytes} went to a function and came back. */
    void lambdaProcessed(long bytes) {
        add("LambdaTargetProcessedBytes", (double) bytes, "Bytes");
    }

    /** A function failed, or what it answered was no proper answer. */
    void lambdaUserError(String group) {
        ofGroup("LambdaUserError", group, 1);
    }

    /** Lambda failed. */
    void lambdaInternalError(String group) {
        ofGroup("LambdaInternalError", group, 1);
    }

    /** One request's share of a target: the requests of a group divided by its targets are the sum of these. */
    void perTarget(String group, double share) {
        ofGroup("RequestCountPerTarget", group, share);
    }

    /** How many targets are healthy, how many are not. */
    void hosts(String group, long healthy, long unhealthy) {
        var both = Map.of("LoadBalancer", loadBalancer, "TargetGroup", group);
        metric("HealthyHostCount", "Count", both).add((double) healthy);
        metric("UnHealthyHostCount", "Count", both).add((double) unhealthy);
    }

    /** How many connections of clients are open. */
    void connections(int count) {
        add("ActiveConnectionCount", count, "Count");
    }

    /** No connection to a target. */
    void connectionError(String group) {
        ofBoth("TargetConnectionErrorCount", group, 1, "Count");
    }

    private void add(String name, double value, String unit) {
        if (value != 0) {
            metric(name, unit, Map.of("LoadBalancer", loadBalancer)).add(value);
        }
    }

    /** By load balancer, and by load balancer and target group. */
    private void ofBoth(String name, String group, double value, String unit) {
        add(name, value, unit);
        if (value != 0) {
            metric(name, unit, Map.of("LoadBalancer", loadBalancer, "TargetGroup", group))
                    .add(value);
        }
    }

    /** By target group, and by load balancer and target group. */
    private void ofGroup(String name, String group, double value) {
        metric(name, "Count", Map.of("TargetGroup", group)).add(value);
        metric(name, "Count", Map.of("LoadBalancer", loadBalancer, "TargetGroup", group))
                .add(value);
    }

    private Metrics.Metric metric(String name, String unit, Map<String, String> dimensions) {
        var key = name + '|' + dimensions.getOrDefault("TargetGroup", "") + '|' + dimensions.size();
        return known.computeIfAbsent(key, k -> metrics.metric(region, NAMESPACE, name, dimensions, unit));
    }
}

package dev.quartet.local.traffic;

import dev.quartet.exports.UpdatesExports;
import dev.quartet.local.aws.RequestSigner;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Reads the figures of edge and origin from CloudWatch. Thread-safe. */
final class OriginReader {
    private static final String EDGE_REGION = "us-east-1";
    /** Of the instance type; CPUUtilization is a percentage of all of them. */
    private static final int CPUS = 2;

    private static final int PERIOD = 60;

    private final Wire wire;
    private final URI endpoint;
    private final UpdatesExports updates;
    private final RequestSigner owner;

    OriginReader(Wire wire, String endpoint, UpdatesExports updates, RequestSigner owner) {
        this.wire = wire;
        this.endpoint = URI.create(endpoint + "/");
        this.updates = updates;
        this.owner = owner;
    }

    private record Wanted(String namespace, String name, String stat, Map<String, String> dimensions) {}

    OriginFigures read(Instant from, Instant until) throws FailedRequestException, InterruptedException {
        var distribution = Map.of("DistributionId", updates.distributionId(), "Region", "Global");
        var balancer = Map.of("LoadBalancer", updates.loadBalancer());
        var group = Map.of("AutoScalingGroupName", updates.autoScalingGroupName());
        var edge = new LinkedHashMap<String, Wanted>();
        edge.put("requests", new Wanted("AWS/CloudFront", "Requests", "Sum", distribution));
        edge.put("bytes", new Wanted("AWS/CloudFront", "BytesDownloaded", "Sum", distribution));
        var origin = new LinkedHashMap<String, Wanted>();
        origin.put("requests", new Wanted("AWS/ApplicationELB", "RequestCount", "Sum", balancer));
        origin.put("refused", new Wanted("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "Sum", balancer));
        origin.put("bytes", new Wanted("AWS/ApplicationELB", "ProcessedBytes", "Sum", balancer));
        // Each instance reports once a minute: the sum is that of all minutes and instances.
        origin.put("cpu", new Wanted("AWS/EC2", "CPUUtilization", "Sum", group));
        origin.put("service", new Wanted("AWS/AutoScaling", "GroupInServiceInstances", "Maximum", group));
        origin.put("desired", new Wanted("AWS/AutoScaling", "GroupDesiredCapacity", "Maximum", group));
        origin.put(
                "read",
                new Wanted("AWS/EFS", "DataReadIOBytes", "Sum", Map.of("FileSystemId", updates.fileSystemId())));
        var atEdge = ask(owner.in(EDGE_REGION), edge, from, until);
        var atOrigin = ask(owner, origin, from, until);
        double refused = atOrigin.getOrDefault("refused", 0.0);
        return new OriginFigures(
                atEdge.getOrDefault("requests", 0.0),
                atEdge.getOrDefault("bytes", 0.0),
                atOrigin.getOrDefault("requests", 0.0) + refused,
                refused,
                atOrigin.getOrDefault("bytes", 0.0),
                atOrigin.getOrDefault("cpu", 0.0) / 100 * PERIOD * CPUS,
                atOrigin.getOrDefault("service", 0.0),
                atOrigin.getOrDefault("desired", 0.0),
                atOrigin.getOrDefault("read", 0.0));
    }

    /** Returns one value for each: sums added, of maxima the greatest. */
    private Map<String, Double> ask(RequestSigner signer, Map<String, Wanted> wanted, Instant from, Instant until)
            throws FailedRequestException, InterruptedException {
        var input = Wire.JSON.createObjectNode();
        input.put("StartTime", from.getEpochSecond()).put("EndTime", until.getEpochSecond());
        var queries = input.putArray("MetricDataQueries");
        wanted.forEach((id, metric) -> {
            var stat = queries.addObject().put("Id", id).putObject("MetricStat");
            stat.put("Period", PERIOD).put("Stat", metric.stat());
            var named = stat.putObject("Metric");
            named.put("Namespace", metric.namespace()).put("MetricName", metric.name());
            var dimensions = named.putArray("Dimensions");
            metric.dimensions()
                    .forEach((name, value) ->
                            dimensions.addObject().put("Name", name).put("Value", value));
        });
        var answer = wire.expect(
                Operation.READ_METRICS,
                signer.sign(
                                "POST",
                                endpoint,
                                "monitoring",
                                Map.of(
                                        "Content-Type",
                                        "application/x-amz-json-1.0",
                                        "X-Amz-Target",
                                        "GraniteServiceVersion20100801.GetMetricData"),
                                input.toString().getBytes(StandardCharsets.UTF_8))
                        .timeout(Wire.PATIENCE)
                        .build());
        var values = new LinkedHashMap<String, Double>();
        for (var result : Wire.JSON.readTree(answer.body()).path("MetricDataResults")) {
            var id = result.path("Id").asString("");
            var points = StreamSupport.stream(result.path("Values").spliterator(), false)
                    .mapToDouble(JsonNode::asDouble);
            var metric = wanted.get(id);
            boolean greatest = metric != null && metric.stat().equals("Maximum");
            values.put(id, greatest ? points.max().orElse(0) : points.sum());
        }
        return values;
    }
}

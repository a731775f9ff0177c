package dev.quartet.dashboard.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.TimeRange;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of resources in the AWS console; none where the stack is a local one.
 *
 * @param region of the resources
 */
public record ConsoleLinks(String region, @Nullable String endpointUrl) {
    public @Nullable String function(String name) {
        return at("/lambda/home", "/functions/" + name);
    }

    public @Nullable String table(String name) {
        return at("/dynamodbv2/home", "table?name=" + name);
    }

    public @Nullable String queue(String url) {
        return at("/sqs/v3/home", "/queues/" + URLEncoder.encode(url, UTF_8));
    }

    public @Nullable String topic(String arn) {
        return at("/sns/v3/home", "/topic/" + arn);
    }

    public @Nullable String stream(String name) {
        return at("/kinesis/home", "/streams/details/" + name + "/monitoring");
    }

    public @Nullable String api(String id, boolean rest) {
        return endpointUrl != null
                ? null
                : "https://%s.console.aws.amazon.com/apigateway/main/%s?api=%s&region=%s"
                        .formatted(region, rest ? "apis/" + id + "/resources" : "api-detail", id, region);
    }

    public @Nullable String bucket(String name) {
        return endpointUrl != null ? null : "https://s3.console.aws.amazon.com/s3/buckets/" + name;
    }

    /** Edges have no region. */
    public @Nullable String distribution(String id) {
        return endpointUrl != null ? null : "https://console.aws.amazon.com/cloudfront/v4/home#/distributions/" + id;
    }

    /** @param suffix of the ARN, as CloudWatch has it: {@code app/name/id} */
    public @Nullable String loadBalancer(String suffix) {
        return at("/ec2/home", "LoadBalancers:search=" + suffix.split("/", -1)[1]);
    }

    public @Nullable String autoScalingGroup(String name) {
        return at("/ec2/home", "AutoScalingGroupDetails:id=" + name + ";view=monitoring");
    }

    public @Nullable String fileSystem(String id) {
        return at("/efs/home", "/file-systems/" + id);
    }

    public @Nullable String alarm(String name) {
        return at("/cloudwatch/home", "alarmsV2:alarm/" + URLEncoder.encode(name, UTF_8));
    }

    /** A graph of the metrics over the range; null where there is none. */
    public @Nullable String metrics(Collection<MetricQuery> queries, TimeRange range, Duration period) {
        return queries.isEmpty()
                ? null
                : at("/cloudwatch/home", ConsoleGraph.fragment(region, queries, range, period.toSeconds()));
    }

    private @Nullable String at(String path, String fragment) {
        return endpointUrl != null
                ? null
                : "https://%s.console.aws.amazon.com%s?region=%s#%s".formatted(region, path, region, fragment);
    }
}

package dev.quartet.dashboard.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
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

    public @Nullable String alarm(String name) {
        return at("/cloudwatch/home", "alarmsV2:alarm/" + URLEncoder.encode(name, UTF_8));
    }

    private @Nullable String at(String path, String fragment) {
        return endpointUrl != null
                ? null
                : "https://%s.console.aws.amazon.com%s?region=%s#%s".formatted(region, path, region, fragment);
    }
}

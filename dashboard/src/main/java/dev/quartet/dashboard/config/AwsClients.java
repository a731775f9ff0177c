package dev.quartet.dashboard.config;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** AWS clients with time-outs, by region and endpoint; credentials from the default chain. Thread-safe. */
@Component
public final class AwsClients implements CloudWatchClients, AutoCloseable {
    private static final Duration CALL = Duration.ofSeconds(20);
    private static final Duration ATTEMPT = Duration.ofSeconds(8);

    private final SdkHttpClient http = UrlConnectionHttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(2))
            .socketTimeout(ATTEMPT)
            .build();
    private final Map<String, CloudWatchClient> cloudWatch = new ConcurrentHashMap<>();

    @Override
    public CloudWatchClient cloudWatch(String region, @Nullable String endpointUrl) {
        return cloudWatch.computeIfAbsent(
                region + " " + endpointUrl, key -> configured(CloudWatchClient.builder(), region, endpointUrl)
                        .build());
    }

    /** SSM of a region; the default chain's region where it is null. */
    public SsmClient ssm(@Nullable String region) {
        return configured(SsmClient.builder(), region, null).build();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
            B builder, @Nullable String region, @Nullable String endpointUrl) {
        builder.httpClient(http)
                .credentialsProvider(DefaultCredentialsProvider.builder().build())
                .overrideConfiguration(override -> override.apiCallTimeout(CALL).apiCallAttemptTimeout(ATTEMPT));
        if (region != null) {
            builder.region(Region.of(region));
        }
        if (endpointUrl != null) {
            builder.endpointOverride(URI.create(endpointUrl));
        }
        return builder;
    }

    @Override
    public void close() {
        cloudWatch.values().forEach(CloudWatchClient::close);
        http.close();
    }
}

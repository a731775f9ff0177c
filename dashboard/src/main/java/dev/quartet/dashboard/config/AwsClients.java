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
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** AWS clients with time-outs, by region and endpoint; credentials from the default chain. Thread-safe. */
@Component
public final class AwsClients implements CloudWatchClients, MailClients, AutoCloseable {
    private static final Duration CALL = Duration.ofSeconds(20);
    private static final Duration ATTEMPT = Duration.ofSeconds(8);

    private final SdkHttpClient http = UrlConnectionHttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(2))
            .socketTimeout(ATTEMPT)
            .build();
    private final Map<String, CloudWatchClient> cloudWatch = new ConcurrentHashMap<>();
    private final Map<String, DynamoDbClient> dynamoDb = new ConcurrentHashMap<>();
    private final Map<String, SesV2Client> ses = new ConcurrentHashMap<>();
    private final Map<String, S3Client> s3 = new ConcurrentHashMap<>();

    @Override
    public CloudWatchClient cloudWatch(String region, @Nullable String endpointUrl) {
        return cloudWatch.computeIfAbsent(
                region + " " + endpointUrl, key -> configured(CloudWatchClient.builder(), region, endpointUrl)
                        .build());
    }

    @Override
    public DynamoDbClient dynamoDb(String region, @Nullable String endpointUrl) {
        return dynamoDb.computeIfAbsent(
                region + " " + endpointUrl, key -> asked(configured(DynamoDbClient.builder(), region, endpointUrl))
                        .build());
    }

    @Override
    public SesV2Client ses(String region, @Nullable String endpointUrl) {
        return ses.computeIfAbsent(
                region + " " + endpointUrl, key -> asked(configured(SesV2Client.builder(), region, endpointUrl))
                        .build());
    }

    @Override
    public S3Client s3(String region, @Nullable String endpointUrl) {
        return s3.computeIfAbsent(
                region + " " + endpointUrl, key -> asked(configured(S3Client.builder(), region, endpointUrl))
                        // The local cloud has no names for buckets' hosts.
                        .forcePathStyle(endpointUrl != null)
                        .build());
    }

    /** Somebody waits for the answer: shorter times, one more try. */
    private static <B extends AwsClientBuilder<B, C>, C> B asked(B builder) {
        return builder.overrideConfiguration(override -> override.apiCallTimeout(Duration.ofSeconds(7))
                .apiCallAttemptTimeout(Duration.ofSeconds(3))
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(2)
                        .build()));
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
        dynamoDb.values().forEach(DynamoDbClient::close);
        ses.values().forEach(SesV2Client::close);
        s3.values().forEach(S3Client::close);
        http.close();
    }
}

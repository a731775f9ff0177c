package dev.quartet.functions.data;

import dev.quartet.functions.common.Env;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.endpoints.AccountIdEndpointMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Opens the clients of AWS's services. Every call has a time-out and a bounded number of tries. */
public final class Clients {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration TABLE_SOCKET = Duration.ofSeconds(2);
    private static final Duration TABLE_CALL = Duration.ofSeconds(5);
    /** A cache that takes longer is of no use: the table answers in milliseconds. */
    private static final Duration DAX_CALL = Duration.ofMillis(1_500);

    private Clients() {}

    /** The client of DynamoDB's tables. */
    public static DynamoDbClient table(Env env) {
        return dynamoDb(env, endpoint(env, "DYNAMODB"), TABLE_SOCKET, TABLE_CALL, 3);
    }

    /**
     * How to open the client of DAX: DynamoDB's own client at AWS_ENDPOINT_URL_DAX, else DAX's client at DAX_ENDPOINT
     * ({@code daxs://host:port}); null if neither is set.
     */
    public static @Nullable Supplier<DynamoDbClient> dax(Env env) {
        String emulated = env.optional("AWS_ENDPOINT_URL_DAX");
        if (emulated != null) {
            return () -> dynamoDb(env, URI.create(emulated), DAX_CALL, DAX_CALL, 2);
        }
        String cluster = env.optional("DAX_ENDPOINT");
        if (cluster == null) {
            return null;
        }
        if (!cluster.startsWith("daxs://") && !cluster.startsWith("dax://")) {
            throw new IllegalStateException("DAX_ENDPOINT is '" + cluster + "'; allowed is daxs://host:port");
        }
        return () -> DaxClients.open(cluster, region(env), credentials(), CONNECT, DAX_CALL);
    }

    private static DynamoDbClient dynamoDb(
            Env env, @Nullable URI endpoint, Duration socket, Duration call, int attempts) {
        DynamoDbClientBuilder builder = DynamoDbClient.builder()
                // The VPC has a gateway endpoint, whose routes are for the regional name: none by account.
                .accountIdEndpointMode(AccountIdEndpointMode.DISABLED);
        return configure(builder, env, endpoint, socket, call, attempts(attempts))
                .build();
    }

    /**
     * A builder with the function's region, credentials and time-outs.
     *
     * @param endpoint null for AWS's own
     * @param socket   how long an answer may keep silent
     * @param call     how long a call may take with all its tries
     */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configure(
            B builder, Env env, @Nullable URI endpoint, Duration socket, Duration call, RetryStrategy retries) {
        builder.region(region(env))
                .credentialsProvider(credentials())
                .httpClientBuilder(ApacheHttpClient.builder()
                        .maxConnections(4)
                        .connectionTimeout(CONNECT)
                        .socketTimeout(socket))
                .overrideConfiguration(config -> config.apiCallTimeout(call)
                        .retryStrategy(retries)
                        // Lambda has no profile files: looking for them only costs each cold start time.
                        .defaultProfileFile(ProfileFile.aggregator().build()));
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder;
    }

    /** Tries whatever may succeed the next time, up to so often. */
    public static RetryStrategy attempts(int max) {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(max)
                .build();
    }

    /** Where a service is instead of AWS: AWS_ENDPOINT_URL_ and its id, else AWS_ENDPOINT_URL; null if neither is set. */
    public static @Nullable URI endpoint(Env env, String serviceId) {
        String url = env.optional("AWS_ENDPOINT_URL_" + serviceId);
        if (url == null) {
            url = env.optional("AWS_ENDPOINT_URL");
        }
        return url == null ? null : URI.create(url);
    }

    public static Region region(Env env) {
        return Region.of(env.required("AWS_REGION"));
    }

    /** With SnapStart the role's credentials come from the container endpoint, else from the environment. */
    public static AwsCredentialsProvider credentials() {
        return AwsCredentialsProviderChain.of(
                EnvironmentVariableCredentialsProvider.create(),
                ContainerCredentialsProvider.builder().build());
    }
}

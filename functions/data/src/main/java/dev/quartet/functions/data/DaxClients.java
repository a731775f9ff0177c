package dev.quartet.functions.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dax.ClusterDaxClient;
import software.amazon.dax.Configuration;

/** Opens DAX's own client; a class of its own, so that its classes load only where there is a cluster. */
final class DaxClients {
    private DaxClients() {}

    static DynamoDbClient open(
            String url, Region region, AwsCredentialsProvider credentials, Duration connect, Duration request) {
        try {
            return ClusterDaxClient.builder()
                    .overrideConfiguration(Configuration.builder()
                            .url(url)
                            .region(region)
                            .credentialsProvider(credentials)
                            .connectTimeoutMillis(Math.toIntExact(connect.toMillis()))
                            .requestTimeoutMillis(Math.toIntExact(request.toMillis()))
                            .endpointRefreshTimeoutMillis(Math.toIntExact(request.toMillis()))
                            .readRetries(1)
                            .writeRetries(0)
                            .build())
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("DAX at " + url + " cannot be reached", e);
        }
    }
}

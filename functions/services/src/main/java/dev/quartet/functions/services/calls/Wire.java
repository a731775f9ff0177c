package dev.quartet.functions.services.calls;

import dev.quartet.functions.data.Clients;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/** What calls go out by, and as whom. */
public record Wire(Supplier<SdkHttpClient> openHttp, AwsCredentialsProvider credentials) {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    /** For one try, from the connection to the last byte of the answer. */
    static final Duration TRY = Duration.ofSeconds(2);

    /** As the function's role, with the HTTP client that the tables' client uses too: no start loads another one. */
    public static Wire lambda() {
        return new Wire(Wire::http, Clients.credentials());
    }

    private static SdkHttpClient http() {
        return ApacheHttpClient.builder()
                .maxConnections(4)
                .connectionTimeout(CONNECT)
                .socketTimeout(TRY)
                .build();
    }
}

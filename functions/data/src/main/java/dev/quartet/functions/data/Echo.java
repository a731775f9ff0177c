package dev.quartet.functions.data;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Answers every operation with one and the same body, and sends nothing: what a client speaks to while a function walks through its
 * requests before a snapshot is taken.
 */
public final class Echo implements SdkHttpClient {
    private final int status;
    private final byte[] answer;
    private final Map<String, List<String>> headers;

    public Echo(String answer) {
        this(answer.getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "application/x-amz-json-1.0"));
    }

    /** @param answer never changed by anybody */
    public Echo(byte[] answer, Map<String, String> headers) {
        this(200, answer, headers);
    }

    /** @param answer never changed by anybody */
    public Echo(int status, byte[] answer, Map<String, String> headers) {
        this.status = status;
        this.answer = answer;
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        this.headers = Map.copyOf(lists);
    }

    public static DynamoDbClient dynamoDb(String answer) {
        return configured(DynamoDbClient.builder(), answer).build();
    }

    /** A builder of a client that speaks to an Echo. */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
            B builder, String answer) {
        return configured(builder, new Echo(answer));
    }

    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
            B builder, Echo echo) {
        return builder.region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")))
                .httpClient(echo);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                return HttpExecuteResponse.builder()
                        .response(SdkHttpResponse.builder()
                                .statusCode(status)
                                .headers(headers)
                                .build())
                        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer)))
                        .build();
            }

            @Override
            public void abort() {
                // There is nothing to give up.
            }
        };
    }

    @Override
    public void close() {
        // There is nothing open.
    }
}

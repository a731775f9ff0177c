package dev.quartet.functions.services.imports;

import dev.quartet.functions.common.Backoff;
import dev.quartet.functions.common.Correlation;
import dev.quartet.functions.common.Digests;
import dev.quartet.functions.common.Events;
import dev.quartet.functions.common.InvalidJsonException;
import dev.quartet.functions.common.Json;
import dev.quartet.functions.data.Reopened;
import dev.quartet.functions.services.events.ImportedOrder;
import dev.quartet.functions.services.imports.Outcomes.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/**
 * Places orders through the orders service's front door, each under the same Idempotency-Key however often its line comes. A service
 * that is busy is asked again with full jitter as long as there is time: a message that fails comes again after minutes only, and five
 * times at most. May be called by several threads at once after {@link #open}.
 */
final class OrdersClient implements AutoCloseable {
    /** The order could be neither placed nor refused; the message says why. */
    static final class UnavailableException extends Exception {
        UnavailableException(String message) {
            super(message, null, false, false);
        }
    }

    private static final Duration CONNECT = Duration.ofSeconds(1);
    /** The orders service gives its neighbours 20 s in all. */
    static final Duration SILENCE = Duration.ofSeconds(23);

    private static final int CONNECTIONS = 10;
    private static final int MAX_BODY = 64 * 1024;
    /** What the service says of an order that was pending for too long; another key may try again. */
    private static final String ABANDONED = "Order Abandoned";

    private static final int MAX_KEYS = 10;
    private static final Set<Integer> REFUSED = Set.of(400, 409, 422);
    private static final Set<Integer> AGAIN = Set.of(429, 502, 503, 504);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(3));

    private final Reopened<SdkHttpClient> http;
    private final String url;

    OrdersClient(Supplier<SdkHttpClient> open, String url) {
        http = new Reopened<>(open);
        this.url = url;
    }

    static SdkHttpClient http() {
        return ApacheHttpClient.builder()
                .maxConnections(CONNECTIONS)
                .connectionTimeout(CONNECT)
                .connectionAcquisitionTimeout(CONNECT)
                .socketTimeout(SILENCE)
                .build();
    }

    SdkHttpClient open() {
        return http.get();
    }

    /**
     * Places one.
     *
     * @param until System.nanoTime after which no try begins
     * @throws UnavailableException if the line must come again
     */
    Outcome place(SdkHttpClient client, ImportedOrder order, long until) throws UnavailableException {
        for (int generation = 0; generation < MAX_KEYS; generation++) {
            Answer answer = insist(client, order, key(order, generation), until);
            if (answer.status() == 201) {
                return new Outcome(order.source().line(), Events.text(answer.body(), "id"), null);
            }
            if (!REFUSED.contains(answer.status())) {
                throw new UnavailableException("orders answered " + answer.status() + ": " + detail(answer));
            }
            // Nobody was told of that order and nothing of it is left: the next key makes another one, the same for
            // whoever comes to it.
            if (answer.status() != 409 || !ABANDONED.equals(answer.body().get("title"))) {
                return new Outcome(order.source().line(), null, detail(answer));
            }
        }
        throw new UnavailableException("orders abandoned the order under " + MAX_KEYS + " keys");
    }

    /** Harmless however often it is done: the key is the same. */
    private Answer insist(SdkHttpClient client, ImportedOrder order, String key, long until)
            throws UnavailableException {
        String failure = "was not asked: there is no time left";
        for (int attempt = 0; System.nanoTime() - until < 0; attempt++) {
            try {
                Answer answer = post(client, order, key);
                if (!AGAIN.contains(answer.status())) {
                    return answer;
                }
                failure = "answered " + answer.status() + ": " + detail(answer);
            } catch (IOException e) {
                failure = "did not answer: " + e;
            }
            BACKOFF.sleep(attempt);
        }
        throw new UnavailableException("orders " + failure);
    }

    /** Of the event's id, whose length depends on the file's name. */
    private static String key(ImportedOrder order, int generation) {
        String id = order.envelope().eventId() + (generation == 0 ? "" : "#" + generation);
        return Digests.hex(id.getBytes(StandardCharsets.UTF_8));
    }

    private record Answer(int status, Map<String, ?> body) {}

    private static String detail(Answer answer) {
        return answer.body().get("detail") instanceof String detail ? detail : "status " + answer.status();
    }

    private Answer post(SdkHttpClient client, ImportedOrder order, String key) throws IOException {
        byte[] body = Json.bytes(order.orderJson());
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create(url + "/orders"))
                .putHeader("Content-Type", "application/json")
                .putHeader("Content-Length", String.valueOf(body.length))
                .putHeader("Accept", "application/json")
                .putHeader("Idempotency-Key", key)
                .putHeader(Correlation.HEADER, order.envelope().correlationId())
                .build();
        HttpExecuteResponse response = client.prepareRequest(HttpExecuteRequest.builder()
                        .request(request)
                        .contentStreamProvider(ContentStreamProvider.fromByteArrayUnsafe(body))
                        .build())
                .call();
        try {
            return new Answer(response.httpResponse().statusCode(), Json.object(read(response)));
        } catch (InvalidJsonException e) {
            throw new IOException("the body " + e.getMessage(), e);
        }
    }

    private static byte[] read(HttpExecuteResponse response) throws IOException {
        if (response.responseBody().isEmpty()) {
            return new byte[0];
        }
        try (InputStream in = response.responseBody().get()) {
            return in.readNBytes(MAX_BODY);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}

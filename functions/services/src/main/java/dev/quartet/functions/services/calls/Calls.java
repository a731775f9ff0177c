package dev.quartet.functions.services.calls;

import dev.quartet.functions.common.Backoff;
import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Logs;
import dev.quartet.functions.data.Reopened;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Sends calls to other services: 1 s to connect and 2 s for each try, at most 3 tries with full jitter between them, all of a request's
 * calls within its {@link Deadline}. Every call must be harmless if it is done twice: what fails on the way is tried again. For one
 * thread, as a Lambda process handles one request at a time.
 */
public final class Calls implements AutoCloseable {
    private static final int TRIES = 3;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2));
    private static final int MAX_BODY = 1 << 20;
    private static final Set<Integer> AGAIN = Set.of(429, 502, 503, 504);

    private final Reopened<SdkHttpClient> http;
    private final Wire wire;
    private final Env env;
    private final Logs logs;
    private final LongSupplier nanoTime;
    private @Nullable Signer signer;

    public Calls(Wire wire, Env env, Logs logs, LongSupplier nanoTime) {
        http = new Reopened<>(wire.openHttp());
        this.wire = wire;
        this.env = env;
        this.logs = logs;
        this.nanoTime = nanoTime;
    }

    public Deadline deadline(Duration time) {
        return Deadline.in(time, nanoTime);
    }

    /** @param signed whether the call bears the signature of the function's role */
    Reply send(String neighbour, SdkHttpRequest request, byte[] body, boolean signed, Deadline deadline)
            throws UnavailableException {
        String failure = "was not called: the time for this request was over";
        for (int attempt = 1; attempt <= TRIES && !deadline.remaining().isZero(); attempt++) {
            if (attempt > 1 && !pause(attempt, deadline)) {
                break;
            }
            try {
                Reply reply = attempt(neighbour, request, body, signed, deadline);
                if (!AGAIN.contains(reply.status())) {
                    return reply;
                }
                failure = "answered " + reply.status();
            } catch (IOException e) {
                failure = "did not answer: " + e.getClass().getSimpleName() + ": " + e.getMessage();
            }
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("neighbour", neighbour);
            fields.put("method", request.method());
            fields.put("attempt", attempt);
            fields.put("reason", failure);
            logs.warn("a call failed", fields);
        }
        throw new UnavailableException(neighbour, failure);
    }

    private Reply attempt(String neighbour, SdkHttpRequest request, byte[] body, boolean signed, Deadline deadline)
            throws IOException {
        ContentStreamProvider content = ContentStreamProvider.fromByteArrayUnsafe(body);
        // Signed anew each time: a signature has its time.
        SdkHttpRequest ready = signed ? signer().sign(request, content) : request;
        ExecutableHttpRequest call = http.get()
                .prepareRequest(HttpExecuteRequest.builder()
                        .request(ready)
                        .contentStreamProvider(content)
                        .build());
        Duration time = deadline.remaining().compareTo(Wire.TRY) < 0 ? deadline.remaining() : Wire.TRY;
        // The socket's time-out is for silence; an answer that trickles is cut off by this.
        CompletableFuture<Void> done = new CompletableFuture<>();
        CompletableFuture<Void> watch = done.orTimeout(time.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((nothing, late) -> {
                    if (late != null) {
                        call.abort();
                    }
                });
        try {
            HttpExecuteResponse response = call.call();
            return new Reply(neighbour, response.httpResponse().statusCode(), read(response));
        } catch (RuntimeException e) {
            if (watch.isCompletedExceptionally()) {
                throw new IOException("cut off after " + time.toMillis() + " ms", e);
            }
            throw e;
        } finally {
            done.complete(null);
        }
    }

    private static byte[] read(HttpExecuteResponse response) throws IOException {
        if (response.responseBody().isEmpty()) {
            return new byte[0];
        }
        try (InputStream in = response.responseBody().get()) {
            byte[] body = in.readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                throw new IOException("the answer has over " + MAX_BODY + " bytes");
            }
            return body;
        }
    }

    /** @return whether there is time left after it */
    private static boolean pause(int attempt, Deadline deadline) {
        Duration pause = BACKOFF.pause(attempt - 2);
        if (deadline.remaining().compareTo(pause) <= 0) {
            return false;
        }
        Backoff.sleep(pause);
        return true;
    }

    private Signer signer() {
        Signer made = signer;
        if (made == null) {
            made = new Signer(env, wire.credentials());
            signer = made;
        }
        return made;
    }

    /** The next call opens the client again. */
    @Override
    public void close() {
        http.close();
    }
}

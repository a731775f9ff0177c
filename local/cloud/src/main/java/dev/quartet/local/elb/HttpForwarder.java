package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.http.WireSize;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a request to a target and its answer to the client, both as they come: no body is kept. Thread-safe. */
final class HttpForwarder {
    private static final Logger log = LoggerFactory.getLogger(HttpForwarder.class);
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    private static final int BUFFER = 16 * 1024;

    private final TargetClient client;
    private final String group;

    HttpForwarder(TargetClient client, String group) {
        this.client = requireNonNull(client, "client is null");
        this.group = requireNonNull(group, "group is null");
    }

    void forward(Call call, HttpTarget target) throws IOException {
        var idle = call.listener().loadBalancer().attributes().idle();
        var request = request(call, target, idle);
        var upload = Upload.of(call).map(body -> body.attach(request)).orElse(null);
        var listener = new InputStreamResponseListener();
        target.begin(request);
        try {
            long started = System.nanoTime();
            request.send(listener);
            if (upload != null) {
                upload.start();
            }
            Response answer;
            try {
                answer = answer(listener, upload, idle);
            } catch (TimeoutException e) {
                cut(request, e);
                fail(call, target, 504, e);
                return;
            } catch (ExecutionException e) {
                if (upload != null && upload.clientFailure() != null) {
                    broken(call, upload);
                } else {
                    fail(call, target, status(e.getCause()), e.getCause());
                }
                return;
            }
            long sent = upload == null ? started : Math.max(started, upload.endedAt());
            call.metrics()
                    .targetAnswered(group, answer.getStatus(), Duration.ofNanos(Math.max(0, System.nanoTime() - sent)));
            pass(call, answer, listener, () -> target.end(request));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cut(request, e);
            call.exchange().abort();
        } finally {
            target.end(request);
        }
    }

    private Request request(Call call, HttpTarget target, Duration idle) {
        var exchange = call.exchange();
        var query = exchange.rawQuery();
        var address = target.target().address();
        return client.http()
                .newRequest(address.getHostString(), address.getPort())
                .method(exchange.method())
                .path(query == null ? exchange.rawPath() : exchange.rawPath() + "?" + query)
                .idleTimeout(idle.toMillis(), TimeUnit.MILLISECONDS)
                .headers(headers -> call.forwarded().forEach((name, values) -> {
                    if (!HOP_BY_HOP.contains(name) && !name.equals("content-length") && !name.equals("expect")) {
                        headers.put(name, values);
                    }
                }));
    }

    /** Waits for the head of the answer; while a body goes up, as long as that moves. */
    private static Response answer(InputStreamResponseListener listener, @Nullable Upload upload, Duration idle)
            throws InterruptedException, TimeoutException, ExecutionException {
        while (true) {
            long before = upload == null ? 0 : upload.moved();
            try {
                return listener.get(idle.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (upload == null || upload.moved() == before) {
                    throw e;
                }
            }
        }
    }

    private void pass(Call call, Response answer, InputStreamResponseListener listener, Runnable whole)
            throws IOException {
        var fields = new ArrayList<Map.Entry<String, String>>();
        for (var field : answer.getHeaders()) {
            var name = field.getName().toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(name) && !name.equals("content-length")) {
                fields.add(Map.entry(field.getName(), field.getValue() == null ? "" : field.getValue()));
            }
        }
        long length = answer.getHeaders().getLongField("Content-Length");
        try (var in = listener.getInputStream()) {
            stream(call, answer.getStatus(), fields, length, in, whole);
        }
    }

    /**
     * Counts each byte before it leaves, so that who has the whole answer finds it counted, and the target free for the next request:
     * {@code whole} is called once it has given all, before the end of that leaves.
     */
    private static void stream(
            Call call, int status, List<Map.Entry<String, String>> fields, long length, InputStream in, Runnable whole)
            throws IOException {
        var exchange = call.exchange();
        boolean bodiless = exchange.method().equals("HEAD") || status == 204 || status == 304;
        long uncounted = call.requestBytes() + WireSize.of(exchange, status, fields, length);
        if (bodiless || length == 0) {
            call.metrics().processed(uncounted);
            whole.run();
        }
        try (var out = exchange.respond(status, fields, length)) {
            if (bodiless || length == 0) {
                return;
            }
            var buffer = new byte[BUFFER];
            long done = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                done += count;
                uncounted += count;
                if (done == length) {
                    call.metrics().processed(uncounted);
                    uncounted = 0;
                    whole.run();
                }
                out.write(buffer, 0, count);
            }
            call.metrics().processed(uncounted);
            uncounted = 0;
            whole.run(); // of unknown length: its end leaves when it is closed
        } finally {
            if (!bodiless && length != 0) {
                call.metrics().processed(uncounted); // of an answer that broke off
            }
        }
    }

    private void fail(Call call, HttpTarget target, int status, @Nullable Throwable cause) throws IOException {
        log.info(
                "{} {}: target {} gave no answer: {}",
                call.exchange().method(),
                call.exchange().rawPath(),
                target.target().id(),
                String.valueOf(cause)); // in words: a stack of calls tells nothing of a network
        if (cause instanceof ConnectException || cause instanceof SocketTimeoutException) {
            call.metrics().connectionError(group);
        }
        Answers.own(call, status);
    }

    /** The client did not send on: 408 when it stood still, 460 when it went. */
    private static void broken(Call call, Upload upload) throws IOException {
        if (upload.clientFailure() instanceof TimeoutException) {
            Answers.own(call, 408);
        } else {
            call.metrics().own(460);
            call.exchange().abort();
        }
    }

    private static void cut(Request request, Throwable cause) {
        var unused = request.abort(cause); // whether it was still under way matters to nobody
    }

    private static int status(@Nullable Throwable cause) {
        return cause instanceof SocketTimeoutException || cause instanceof TimeoutException ? 504 : 502;
    }
}

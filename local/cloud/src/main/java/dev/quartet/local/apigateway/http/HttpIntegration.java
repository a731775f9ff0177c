package dev.quartet.local.apigateway.http;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.http.PassThroughClient;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpHeader;

/**
 * An HTTP back end behind routes (HTTP_PROXY). See
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html Thread-safe.
 */
final class HttpIntegration implements Integration {
    private static final Set<String> DROPPED = Set.of(
            "connection",
            "content-length",
            "keep-alive",
            "proxy-authenticate",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "apigw-requestid");

    private final PassThroughClient client;
    private final Target target;
    private final String method;
    private final ParameterMapping mapping;
    private final Duration timeout;

    /** Where requests go. Thread-safe. */
    interface Target {
        /** Returns the server's address for {@code call}; throws {@link Failure} 503 when there is no way to it. */
        URI resolve(Call call);

        /** Returns the path before any mapping, still encoded. */
        String path(Call call);
    }

    /** Creates it; {@code method} {@code ANY} is the client's own. */
    HttpIntegration(
            PassThroughClient client, Target target, String method, ParameterMapping mapping, Duration timeout) {
        this.client = requireNonNull(client, "client is null");
        this.target = requireNonNull(target, "target is null");
        this.method = requireNonNull(method, "method is null");
        this.mapping = requireNonNull(mapping, "mapping is null");
        this.timeout = requireNonNull(timeout, "timeout is null");
    }

    @Override
    public Reply call(Call call) {
        var address = target.resolve(call);
        var request = new Outgoing(call, method.equals("ANY") ? call.method() : method, target.path(call));
        mapping.apply(call, request);
        try {
            return reply(send(prepare(address, request, call.body())));
        } catch (TimeoutException e) {
            throw Failure.of(504, "%s did not answer within %d ms".formatted(address, timeout.toMillis()));
        } catch (ExecutionException e) {
            var cause = e.getCause();
            int status = cause instanceof SocketTimeoutException || cause instanceof TimeoutException ? 504 : 503;
            throw Failure.of(
                    cause instanceof ConnectException ? 503 : status,
                    "%s %s: %s".formatted(request.method(), address, cause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.of(503, "the local cloud is stopping");
        }
    }

    private ContentResponse send(Request request) throws ExecutionException, InterruptedException, TimeoutException {
        var answer = new CompletableResponseListener(request, Call.MAX_BODY_BYTES).send();
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            var unused = request.abort(e);
            throw e;
        }
    }

    private Request prepare(URI address, Outgoing outgoing, byte[] body) {
        var request = client.http()
                .newRequest(address.getHost(), address.getPort())
                .scheme("http")
                .method(outgoing.method())
                .path(outgoing.target())
                .idleTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .headers(headers -> outgoing.headers()
                        .forEach((name, values) -> values.forEach(value -> headers.add(name, value))));
        if (body.length > 0) {
            var type = outgoing.headers().getOrDefault("content-type", List.of("application/octet-stream"));
            request.body(new BytesRequestContent(type.getFirst(), body));
        } else if (Set.of("POST", "PUT", "PATCH").contains(outgoing.method())) {
            request.headers(headers -> headers.put(HttpHeader.CONTENT_LENGTH, 0));
        }
        return request;
    }

    private static Reply reply(ContentResponse response) {
        var fields = new ArrayList<Map.Entry<String, String>>();
        for (var field : response.getHeaders()) {
            var name = field.getName().toLowerCase(Locale.ROOT);
            if (!DROPPED.contains(name)) {
                fields.add(Map.entry(name, field.getValue() == null ? "" : field.getValue()));
            }
        }
        return new Reply(response.getStatus(), fields, response.getContent());
    }
}

package dev.quartet.local.apigateway.http;

import dev.quartet.local.apigateway.shared.MeasuredCall;
import dev.quartet.local.apigateway.shared.RequestIds;
import dev.quartet.local.http.BodyTooLargeException;
import dev.quartet.local.http.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request on its way through a stage. Not thread-safe: its own virtual thread alone has it. */
final class Call extends MeasuredCall {
    /**
     * The largest request body, in bytes. See
     * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
     */
    static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final StageInfo stage;
    private final @Nullable String basePath;
    private final String path;
    private final String requestId = RequestIds.extendedRequestId();
    private final long startedMillis;
    private HttpExchange exchange;
    private @Nullable Route route;
    private Map<String, String> pathParameters = Map.of();
    private @Nullable Identity identity;
    private @Nullable Map<String, List<String>> query;
    private byte @Nullable [] body;
    private @Nullable String traceId;
    private @Nullable Failure failure;

    /**
     * Creates it.
     *
     * @param basePath the API mapping's key, when it came by a custom domain name
     * @param path without stage and base path, still encoded
     */
    Call(HttpExchange exchange, StageInfo stage, @Nullable String basePath, String path) {
        this.exchange = exchange;
        this.stage = stage;
        this.basePath = basePath;
        this.path = path;
        this.startedMillis = stage.cloud().clock().millis();
    }

    HttpExchange exchange() {
        return exchange;
    }

    StageInfo stage() {
        return stage;
    }

    String method() {
        return exchange.method();
    }

    /** Returns the path without stage and base path, still encoded. */
    String path() {
        return path;
    }

    /** Returns the path with the stage's name, decoded as HTTP APIs hand it on. */
    String stagePath() {
        return Paths.decode(stage.prefix() + path);
    }

    /** Returns the path as the client sent it, decoded. */
    String clientPath() {
        return basePath == null ? stagePath() : Paths.decode((basePath.isEmpty() ? "" : "/" + basePath) + path);
    }

    @Nullable
    String basePath() {
        return basePath;
    }

    String host() {
        return exchange.header("host").orElse("");
    }

    /** Returns the first label of a custom domain name, else the API's id, as on AWS. */
    String domainPrefix() {
        return basePath == null ? stage.apiId() : host().split("[.:]", 2)[0];
    }

    String requestId() {
        return requestId;
    }

    long startedMillis() {
        return startedMillis;
    }

    /** Returns when it came, as {@code 22/Nov/2026:22:08:27 +0000}. */
    String requestTime() {
        return TIME.format(Instant.ofEpochMilli(startedMillis));
    }

    void matched(RouteTable.Match match) {
        route = match.route();
        pathParameters = match.pathParameters();
    }

    /** Returns the route that serves it; null while and when there is none. */
    @Nullable
    Route route() {
        return route;
    }

    String routeKey() {
        return route == null ? "" : route.key().toString();
    }

    /** Returns the path's variables, decoded. */
    Map<String, String> pathParameters() {
        return pathParameters;
    }

    /** Goes on as {@code newIdentity}. */
    void authorized(Identity newIdentity) {
        identity = newIdentity;
    }

    /** Goes on with the exchange whose body was checked. */
    void verified(HttpExchange checked) {
        exchange = checked;
    }

    @Nullable
    Identity identity() {
        return identity;
    }

    Map<String, List<String>> query() {
        if (query == null) {
            query = Paths.query(exchange.rawQuery());
        }
        return query;
    }

    /** Returns the body; throws {@link Failure} 413 over 10 MB. */
    byte[] body() {
        if (body == null) {
            try {
                body = exchange.body(MAX_BODY_BYTES);
            } catch (BodyTooLargeException e) {
                throw Failure.of(413);
            } catch (IOException e) {
                throw new UncheckedIOException("the client broke off", e);
            }
        }
        return body;
    }

    /** Returns how many bytes of body were read. */
    int bodyBytes() {
        return body == null ? 0 : body.length;
    }

    /** Returns the client's trace header, or a new one. */
    String traceId() {
        if (traceId == null) {
            traceId = exchange.header("x-amzn-trace-id").orElseGet(() -> RequestIds.traceId(startedMillis));
        }
        return traceId;
    }

    void failed(Failure newFailure) {
        failure = newFailure;
    }

    @Nullable
    Failure failure() {
        return failure;
    }

    /** Returns the bytes of both bodies. */
    long dataProcessed() {
        return (long) bodyBytes() + responseLength();
    }

    /** Returns the client's address. */
    String sourceIp() {
        var address = exchange.remoteAddress();
        int colon = address.lastIndexOf(':');
        return colon < 0 ? address : address.substring(0, colon);
    }
}

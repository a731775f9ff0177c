package dev.quartet.local.apigateway;

import dev.quartet.local.apigateway.shared.MeasuredCall;
import dev.quartet.local.apigateway.shared.RequestIds;
import dev.quartet.local.http.BodyTooLargeException;
import dev.quartet.local.http.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request on its way through a stage. Not thread-safe: its own virtual thread alone has it. */
final class ApiCall extends MeasuredCall {
    /** The largest request body, in bytes. */
    static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

    private final HttpExchange exchange;
    private final StageInfo stage;
    private final @Nullable String basePath;
    private final String path;
    private final String requestId = RequestIds.requestId();
    private final String extendedRequestId = RequestIds.extendedRequestId();
    private final long startedMillis;
    private @Nullable Route route;
    private Map<String, String> pathParameters = Map.of();
    private Map<String, String> claims = Map.of();
    private @Nullable Map<String, List<String>> query;
    private byte @Nullable [] body;
    private @Nullable String traceId;
    private @Nullable RequestFailure failure;
    private CacheOutcome cacheOutcome = CacheOutcome.NONE;

    /** What the response cache had to do with it. */
    enum CacheOutcome {
        NONE,
        HIT,
        MISS
    }

    /**
     * Creates it.
     *
     * @param basePath the base path mapping's, when it came by a custom domain name
     * @param path without stage and base path, still encoded
     */
    ApiCall(HttpExchange exchange, StageInfo stage, @Nullable String basePath, String path) {
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

    /** Returns the path without the stage, still encoded. */
    String path() {
        return path;
    }

    /** Returns the path as the client sent it: with the stage, or with a custom domain name's base path. */
    String clientPath() {
        return basePath == null ? "/" + stage.stage() + path : mappedPath();
    }

    /** Returns the path as events have it: without the stage, but with a custom domain name's base path. */
    String mappedPath() {
        return basePath == null || basePath.isEmpty() ? path : "/" + basePath + path;
    }

    /** Returns the first label of a custom domain name, else the API's id, as on AWS. */
    String domainPrefix() {
        return basePath == null
                ? stage.apiId()
                : exchange.header("host").orElse("").split("[.:]", 2)[0];
    }

    String requestId() {
        return requestId;
    }

    String extendedRequestId() {
        return extendedRequestId;
    }

    long startedMillis() {
        return startedMillis;
    }

    void matched(RouteTree.Match match) {
        route = match.route();
        pathParameters = match.pathParameters();
    }

    /** Returns the method that serves it; null while and when there is none. */
    @Nullable
    Route route() {
        return route;
    }

    Map<String, String> pathParameters() {
        return pathParameters;
    }

    void authorized(Map<String, String> newClaims) {
        claims = newClaims;
    }

    Map<String, String> claims() {
        return claims;
    }

    Map<String, List<String>> query() {
        if (query == null) {
            query = QueryString.parse(exchange.rawQuery());
        }
        return query;
    }

    /** Returns the body; throws {@link RequestFailure} 413 over 10 MB. */
    byte[] body() {
        if (body == null) {
            try {
                body = exchange.body(MAX_BODY_BYTES);
            } catch (BodyTooLargeException e) {
                throw RequestFailure.of(GatewayResponseType.REQUEST_TOO_LARGE);
            } catch (IOException e) {
                throw new UncheckedIOException("the client broke off", e);
            }
        }
        return body;
    }

    /** Returns the client's trace header, or a new one. */
    String traceId() {
        if (traceId == null) {
            traceId = exchange.header("x-amzn-trace-id").orElseGet(() -> RequestIds.traceId(startedMillis));
        }
        return traceId;
    }

    void failed(RequestFailure newFailure) {
        failure = newFailure;
    }

    @Nullable
    RequestFailure failure() {
        return failure;
    }

    void cacheOutcome(CacheOutcome outcome) {
        cacheOutcome = outcome;
    }

    CacheOutcome cacheOutcome() {
        return cacheOutcome;
    }

    /** Returns the client's address. */
    String sourceIp() {
        var address = exchange.remoteAddress();
        int colon = address.lastIndexOf(':');
        return colon < 0 ? address : address.substring(0, colon);
    }
}

package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.Behavior;
import dev.quartet.local.cloudfront.config.Distribution;
import dev.quartet.local.cloudfront.config.Headers;
import dev.quartet.local.cloudfront.config.ViewerContext;
import dev.quartet.local.cloudfront.config.ViewerRequest;
import dev.quartet.local.http.HttpExchange;
import org.jspecify.annotations.Nullable;

/** One viewer's request on its way through the edge. Used by one thread. */
final class ViewerCall {
    private final HttpExchange exchange;
    private final Distribution distribution;
    private final Behavior behavior;
    private final String requestId;
    private final long startNanos = System.nanoTime();
    private ViewerRequest request;
    private double originMillis = -1;

    ViewerCall(HttpExchange exchange, Distribution distribution, String requestId) {
        this.exchange = exchange;
        this.distribution = distribution;
        this.requestId = requestId;
        this.behavior = distribution.behavior(exchange.rawPath());
        this.request = new ViewerRequest(
                exchange.method(), exchange.rawPath(), exchange.rawQuery(), Headers.of(exchange.headers()));
    }

    private ViewerCall(ViewerCall of, String path) {
        this.exchange = of.exchange;
        this.distribution = of.distribution;
        this.requestId = of.requestId;
        this.behavior = distribution.behavior(path);
        var headers = of.request.headers().without("Range").without("If-Range");
        for (var name : Conditions.NAMES) {
            headers = headers.without(name);
        }
        this.request = new ViewerRequest("GET", path, null, headers);
    }

    /** Returns the call that fetches an error page. */
    ViewerCall forErrorPage(String path) {
        return new ViewerCall(this, path);
    }

    HttpExchange exchange() {
        return exchange;
    }

    Distribution distribution() {
        return distribution;
    }

    Behavior behavior() {
        return behavior;
    }

    String requestId() {
        return requestId;
    }

    long startNanos() {
        return startNanos;
    }

    /** Returns the request as a viewer-request function left it. */
    ViewerRequest request() {
        return request;
    }

    void request(ViewerRequest changed) {
        request = changed;
    }

    String method() {
        return request.method();
    }

    String path() {
        return request.uri();
    }

    @Nullable
    String header(String name) {
        return request.headers().get(name);
    }

    boolean head() {
        return method().equals("HEAD");
    }

    /** Notes that the origin's answer has begun. */
    void originAnswered() {
        originMillis = (System.nanoTime() - startNanos) / 1e6;
    }

    /** Returns the milliseconds to the origin's answer, negative when it was not asked. */
    double originMillis() {
        return originMillis;
    }

    String clientIp() {
        var address = exchange.remoteAddress();
        return address.substring(0, address.lastIndexOf(':'));
    }

    int clientPort() {
        var address = exchange.remoteAddress();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    ViewerContext context() {
        return new ViewerContext(distribution.id(), distribution.domainName(), requestId, clientIp());
    }
}

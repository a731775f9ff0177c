package dev.quartet.local.cloudfront.cache;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.cloudfront.config.AccessLog;
import dev.quartet.local.cloudfront.config.CustomErrorResponse;
import dev.quartet.local.cloudfront.config.Distribution;
import dev.quartet.local.cloudfront.config.ViewerFunctionException;
import dev.quartet.local.cloudfront.config.ViewerRequest;
import dev.quartet.local.cloudfront.config.ViewerResponse;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.PromptAnswer;
import dev.quartet.local.http.PromptHandler;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One distribution's edge: opened on a front door, given its distribution, asked by viewers. Thread-safe. */
public final class EdgeServer implements PromptHandler, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EdgeServer.class);

    private final ObjectStore store;
    private final EdgeMetrics metrics;
    private final EdgeCache cache;
    private final PromptHits hits;
    private final RequestLog requests;
    private final Responder responder;
    private volatile Distribution distribution;

    /** Creates an edge with an empty cache. */
    public EdgeServer(Distribution distribution, EdgeOptions options, Metrics metrics, Clock clock) {
        this.distribution = requireNonNull(distribution, "distribution is null");
        var via = EdgeIds.via();
        this.store = new ObjectStore(options);
        this.metrics = new EdgeMetrics(metrics, distribution.id());
        this.cache = new EdgeCache(store, clock, via);
        this.requests = new RequestLog(clock);
        this.responder = new Responder(this.metrics, requests, via);
        this.hits = new PromptHits(store, this.metrics, requests, clock, via);
    }

    /** Serves by {@code changed} from now on; the cache stays. */
    public void update(Distribution changed) {
        distribution = requireNonNull(changed, "changed is null");
    }

    /** Logs to {@code sink} from now on. */
    public void accessLog(AccessLog sink) {
        requests.sink(requireNonNull(sink, "sink is null"));
    }

    /** Publishes the metrics of a monitoring subscription from now on, or no longer. */
    public void additionalMetrics(boolean enabled) {
        metrics.additional(enabled);
    }

    /**
     * Forgets what is cached under {@code paths}: exact paths (with their query string, where one is given), or prefixes that
     * end in {@code *}. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Invalidation.html
     */
    public void invalidate(List<String> paths) {
        cache.invalidate(new Invalidation(paths, distribution.defaultRootObject()));
    }

    /** Returns the bytes of memory that the cache takes by its own count. */
    public long memory() {
        return store.weight();
    }

    @Override
    public @Nullable PromptAnswer answer(HttpExchange exchange) {
        return hits.answer(distribution, exchange);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException, InterruptedException {
        var call = new ViewerCall(exchange, distribution, EdgeIds.requestId());
        Answer answer;
        try {
            Gate.check(call.distribution(), exchange);
            answer = process(call);
        } catch (EdgeError e) {
            answer = page(call, e);
        } catch (ViewerFunctionException e) {
            log.warn("{} {}: {}", call.method(), call.path(), e.getMessage());
            var result = e.word().equals(ResultType.FUNCTION_VALIDATION_ERROR.word())
                    ? ResultType.FUNCTION_VALIDATION_ERROR
                    : ResultType.FUNCTION_EXECUTION_ERROR;
            answer = page(
                    call,
                    new EdgeError(
                            503, result, e.word(), "The CloudFront function returned an invalid value or failed."));
        } catch (RuntimeException e) {
            log.error("{} {} failed", call.method(), call.path(), e);
            answer = page(call, new EdgeError(500, "Internal error."));
        }
        responder.send(call, answer);
    }

    private Answer process(ViewerCall call) throws EdgeError, ViewerFunctionException, InterruptedException {
        Gate.checkMethod(call);
        var function = call.behavior().viewerRequest().orElse(null);
        if (function != null) {
            switch (function.apply(call.context(), call.request())) {
                case ViewerRequest changed -> call.request(changed);
                case ViewerResponse made -> {
                    return generated(made);
                }
            }
        }
        rootObject(call);
        var answer = customised(call, lookedUp(call));
        answer = decorated(call, answer);
        return answer.status() < 400 ? changed(call, answer) : answer;
    }

    private Answer lookedUp(ViewerCall call) throws InterruptedException {
        var method = call.method();
        boolean cached = method.equals("GET")
                || method.equals("HEAD")
                || (method.equals("OPTIONS") && call.behavior().cachedMethods().contains("OPTIONS"));
        return cached ? cache.cached(call) : cache.forwarded(call);
    }

    private static void rootObject(ViewerCall call) {
        var root = call.distribution().defaultRootObject();
        if (call.path().equals("/") && !root.isEmpty()) {
            var request = call.request();
            call.request(new ViewerRequest(request.method(), "/" + root, request.query(), request.headers()));
        }
    }

    /** Puts the distribution's own page in the place of an error. */
    private Answer customised(ViewerCall call, Answer answer) throws InterruptedException {
        if (answer.status() < 400) {
            return answer;
        }
        for (CustomErrorResponse response : call.distribution().customErrorResponses()) {
            var path = response.responsePagePath().orElse(null);
            if (response.errorCode() == answer.status() && path != null) {
                close(answer);
                var page = cache.cached(call.forErrorPage(path));
                // Without its page the viewer gets the status that the page's own origin gave.
                int status = page.status() == 200 ? response.responseCode().orElse(answer.status()) : page.status();
                return page.withStatus(status, ResultType.ERROR);
            }
        }
        return answer;
    }

    private static Answer decorated(ViewerCall call, Answer answer) {
        return answer.withHeaders(headers -> ViewerHeaders.decorated(
                call.behavior(), headers, call.header("Origin"), call.method().equals("OPTIONS")));
    }

    private static Answer changed(ViewerCall call, Answer answer) throws ViewerFunctionException {
        var function = call.behavior().viewerResponse().orElse(null);
        if (function == null) {
            return answer;
        }
        try {
            var made = function.apply(
                    call.context(), call.request(), new ViewerResponse(answer.status(), answer.headers(), null));
            var body = made.body();
            if (body == null) {
                return answer.withStatus(made.status(), answer.result()).withHeaders(headers -> made.headers());
            }
            close(answer);
            return Answer.of(made.status(), made.headers(), body, answer.result(), answer.detail());
        } catch (ViewerFunctionException | RuntimeException e) {
            close(answer);
            throw e;
        }
    }

    private static Answer generated(ViewerResponse made) {
        var body = made.body();
        var result = ResultType.FUNCTION_GENERATED;
        return Answer.of(made.status(), made.headers(), body == null ? new byte[0] : body, result, result.word());
    }

    private static Answer page(ViewerCall call, EdgeError error) {
        var page = EdgeError.page(error.status(), String.valueOf(error.getMessage()), call.requestId());
        return Answer.of(error.status(), EdgePages.HEADERS, page, error.result(), error.detail());
    }

    private static void close(Answer answer) {
        try {
            answer.source().close();
        } catch (IOException e) {
            log.debug("a body did not close", e);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}

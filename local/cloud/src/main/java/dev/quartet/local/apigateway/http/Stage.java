package dev.quartet.local.apigateway.http;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.apigateway.shared.AccessLog;
import dev.quartet.local.apigateway.shared.MappedStage;
import dev.quartet.local.apigateway.shared.TokenBucket;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.http.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a stage: route, throttle, authorize, integrate. Everything is counted and logged before the answer leaves, so that
 * who has the answer finds it counted. Thread-safe.
 */
final class Stage implements MappedStage {
    private static final Logger log = LoggerFactory.getLogger(Stage.class);

    private final StageInfo info;
    private final String name;
    private final Supplier<RouteTable> routes;
    private final @Nullable Cors cors;
    private final RouteSettings defaults;
    private final Map<String, RouteSettings> settings;
    private final @Nullable AccessLog accessLog;
    private final Metrics metrics;
    private final ApiMetrics total;
    private final Map<String, RoutePolicy> policies = new ConcurrentHashMap<>();

    /**
     * Creates it.
     *
     * @param routes the API's own for a stage that deploys by itself, else a deployment's
     * @param settings by route key
     */
    Stage(
            StageInfo info,
            String apiName,
            Supplier<RouteTable> routes,
            Optional<Cors> cors,
            RouteSettings defaults,
            Map<String, RouteSettings> settings,
            Optional<AccessLog> accessLog,
            Metrics metrics) {
        this.info = requireNonNull(info, "info is null");
        this.name = apiName + "/" + info.stage();
        this.routes = requireNonNull(routes, "routes is null");
        this.cors = cors.orElse(null);
        this.defaults = requireNonNull(defaults, "defaults is null");
        this.settings = Map.copyOf(settings);
        this.accessLog = accessLog.orElse(null);
        this.metrics = requireNonNull(metrics, "metrics is null");
        this.total =
                new ApiMetrics(metrics, info.cloud().region(), Map.of("ApiId", info.apiId(), "Stage", info.stage()));
    }

    StageInfo info() {
        return info;
    }

    /** Answers a request at the API's own address; {@code path} is what follows the stage. */
    void handle(HttpExchange exchange, String path) throws IOException {
        handle(exchange, new Call(exchange, info, null, path));
    }

    @Override
    public void handle(HttpExchange exchange, String basePath, String path) throws IOException {
        handle(exchange, new Call(exchange, info, basePath, path));
    }

    private void handle(HttpExchange exchange, Call call) throws IOException {
        var reply = answer(call);
        boolean preflight = call.route() == null && Cors.preflight(call);
        if (cors != null && !preflight) {
            reply = cors.onto(reply, call);
        }
        call.answered(reply.status(), reply.body().length);
        count(call);
        var fields = new ArrayList<Map.Entry<String, String>>(reply.fields().size() + 1);
        fields.addAll(reply.fields());
        fields.add(Map.entry("apigw-requestid", call.requestId()));
        exchange.respond(reply.status(), fields, reply.body());
    }

    private Reply answer(Call call) {
        try {
            return process(call);
        } catch (Failure e) {
            return fail(call, e);
        } catch (IOException | RuntimeException e) {
            log.error("{} {} {} failed", name, call.method(), call.path(), e);
            return fail(call, Failure.of(500));
        }
    }

    private static Reply fail(Call call, Failure failure) {
        call.failed(failure);
        return failure.reply();
    }

    private Reply process(Call call) throws IOException {
        if (dotted(call.path())) {
            throw Failure.of(400, "the path has a dot segment, which back ends and policies could read differently");
        }
        var match = routes.get().match(call.method(), call.path());
        // A route that takes OPTIONS has a say of its own, $default and ANY included.
        if (cors != null && match == null && Cors.preflight(call)) {
            return cors.answer(call);
        }
        if (match == null) {
            throw Failure.of(404);
        }
        call.matched(match);
        var bucket = policy(match.route()).bucket();
        if (bucket != null && !bucket.take()) {
            throw Failure.of(429);
        }
        match.route().authorization().authorize(call);
        return integrate(call, match.route());
    }

    private static Reply integrate(Call call, Route route) {
        call.body(); // over 10 MB is refused before anything is called
        long start = System.nanoTime();
        int status = 0;
        try {
            var reply = route.integration().call(call);
            status = reply.status();
            return reply;
        } catch (Failure e) {
            status = e.status();
            throw e;
        } finally {
            call.integrated(System.nanoTime() - start, status);
        }
    }

    private static boolean dotted(String path) {
        if (path.indexOf("/.") < 0 && path.indexOf('%') < 0) {
            return false;
        }
        for (var part : Paths.decode(path).split("/", -1)) {
            if (part.equals(".") || part.equals("..")) {
                return true;
            }
        }
        return false;
    }

    private RoutePolicy policy(Route route) {
        var known = policies.get(route.id());
        return known != null ? known : policies.computeIfAbsent(route.id(), id -> create(route));
    }

    private RoutePolicy create(Route route) {
        var own = settings.getOrDefault(route.key().toString(), defaults);
        var dimensions = Map.of(
                "ApiId",
                info.apiId(),
                "Stage",
                info.stage(),
                "Method",
                route.key().isDefault() ? "ANY" : route.key().method(),
                "Resource",
                route.key().isDefault() ? RouteKey.DEFAULT : route.key().path());
        return new RoutePolicy(
                own.throttling()
                        .map(limit -> new TokenBucket(
                                limit.rate(), limit.burst(), info.cloud().clock()))
                        .orElse(null),
                own.detailedMetrics() ? new ApiMetrics(metrics, info.cloud().region(), dimensions) : null);
    }

    private void count(Call call) {
        total.record(call);
        var route = call.route();
        if (route != null) {
            var detailed = policy(route).metrics();
            if (detailed != null) {
                detailed.record(call);
            }
        }
        var failure = call.failure();
        if (failure != null && !failure.logCause().isEmpty()) {
            log.warn("{} {} {}: {}", name, call.method(), call.path(), failure.logCause());
        }
        if (accessLog != null) {
            accessLog.append(new CallVariables(call));
        }
    }
}

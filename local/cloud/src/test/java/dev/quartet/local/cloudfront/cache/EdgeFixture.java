package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.Behavior;
import dev.quartet.local.cloudfront.config.CachePolicy;
import dev.quartet.local.cloudfront.config.CustomErrorResponse;
import dev.quartet.local.cloudfront.config.Distribution;
import dev.quartet.local.cloudfront.config.NameSelection;
import dev.quartet.local.cloudfront.config.Origin;
import dev.quartet.local.cloudfront.config.OriginGroup;
import dev.quartet.local.cloudfront.config.OriginRequestPolicy;
import dev.quartet.local.cloudfront.config.PathPattern;
import dev.quartet.local.cloudfront.config.ResponseHeadersPolicy;
import dev.quartet.local.cloudfront.config.ViewerRequestFunction;
import dev.quartet.local.cloudfront.config.ViewerResponseFunction;
import dev.quartet.local.core.MutableClock;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.http.LoopbackServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An edge on a real port, in front of scripted origins. */
final class EdgeFixture implements AutoCloseable {
    static final String ID = "E2QWRUHAPOMQZL";
    static final Set<String> READS = Set.of("GET", "HEAD");
    static final Set<String> ALL = Set.of("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE");

    final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T10:00:00Z"));
    final RecordingMetrics metrics = new RecordingMetrics();
    final ScriptedOrigin origin = new ScriptedOrigin();
    final ScriptedOrigin second = new ScriptedOrigin();
    final EdgeServer edge;
    final LoopbackServer server;
    final WireClient client;

    private EdgeFixture(Builder builder, EdgeOptions options) throws IOException {
        this.edge = new EdgeServer(builder.distribution(origin, second), options, metrics, clock);
        this.edge.additionalMetrics(true);
        this.server = LoopbackServer.start(0, edge);
        this.client = new WireClient(server.port());
    }

    double sum(String metric) {
        return metrics.sum("AWS/CloudFront", metric, Map.of("DistributionId", ID, "Region", "Global"));
    }

    @Override
    public void close() {
        server.close();
        edge.close();
    }

    static Builder with() {
        return new Builder();
    }

    /** A distribution of one behaviour, unless more are added. */
    static final class Builder {
        private Duration min = Duration.ZERO;
        private Duration standard = Duration.ofSeconds(60);
        private Duration max = Duration.ofDays(365);
        private NameSelection headers = NameSelection.NONE;
        private NameSelection cookies = NameSelection.NONE;
        private NameSelection queries = NameSelection.ALL;
        private boolean gzip = true;
        private Set<String> methods = ALL;
        private String target = "first";
        private String root = "";
        private Optional<OriginRequestPolicy> originPolicy = Optional.empty();
        private Optional<ResponseHeadersPolicy> responsePolicy = Optional.empty();
        private Optional<ViewerRequestFunction> request = Optional.empty();
        private Optional<ViewerResponseFunction> response = Optional.empty();
        private final List<CustomErrorResponse> errors = new ArrayList<>();

        Builder ttl(long minSeconds, long defaultSeconds, long maxSeconds) {
            min = Duration.ofSeconds(minSeconds);
            standard = Duration.ofSeconds(defaultSeconds);
            max = Duration.ofSeconds(maxSeconds);
            return this;
        }

        Builder key(NameSelection inHeaders, NameSelection inCookies, NameSelection inQueries) {
            headers = inHeaders;
            cookies = inCookies;
            queries = inQueries;
            return this;
        }

        Builder methods(Set<String> allowed) {
            methods = allowed;
            return this;
        }

        Builder group() {
            target = "group";
            return this;
        }

        Builder root(String object) {
            root = object;
            return this;
        }

        Builder originPolicy(OriginRequestPolicy policy) {
            originPolicy = Optional.of(policy);
            return this;
        }

        Builder responsePolicy(ResponseHeadersPolicy policy) {
            responsePolicy = Optional.of(policy);
            return this;
        }

        Builder onRequest(ViewerRequestFunction function) {
            request = Optional.of(function);
            return this;
        }

        Builder onResponse(ViewerResponseFunction function) {
            response = Optional.of(function);
            return this;
        }

        Builder error(int code, int seconds) {
            errors.add(new CustomErrorResponse(code, Duration.ofSeconds(seconds), Optional.empty(), Optional.empty()));
            return this;
        }

        Builder errorPage(int code, int seconds, int shown, String path) {
            errors.add(
                    new CustomErrorResponse(code, Duration.ofSeconds(seconds), Optional.of(shown), Optional.of(path)));
            return this;
        }

        Distribution distribution(Origin first, Origin second) {
            var policy = new CachePolicy("policy", min, standard, max, headers, cookies, queries, gzip, false);
            var behavior = new Behavior(
                    PathPattern.of("*"),
                    target,
                    methods,
                    READS,
                    true,
                    policy,
                    originPolicy,
                    responsePolicy,
                    request,
                    response);
            return new Distribution(
                    ID,
                    "arn:aws:cloudfront::111122223333:distribution/" + ID,
                    "localhost:4600",
                    List.of("www.example.com"),
                    true,
                    root,
                    Map.of("first", first, "second", second),
                    Map.of("group", new OriginGroup("group", "first", "second", Set.of(500, 502, 503, 504))),
                    List.of(),
                    behavior,
                    errors);
        }

        EdgeFixture start(Path directory) throws IOException {
            return start(new EdgeOptions(16 << 20, 64 << 20, 1 << 20, directory));
        }

        EdgeFixture start(EdgeOptions options) throws IOException {
            return new EdgeFixture(this, options);
        }
    }
}

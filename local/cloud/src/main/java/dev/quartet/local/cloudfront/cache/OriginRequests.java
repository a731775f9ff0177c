package dev.quartet.local.cloudfront.cache;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.cloudfront.config.CachePolicy;
import dev.quartet.local.cloudfront.config.Headers;
import dev.quartet.local.cloudfront.config.NameSelection;
import dev.quartet.local.cloudfront.config.OriginRequest;
import dev.quartet.local.cloudfront.config.OriginRequestPolicy;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the edge sends on. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior
 */
final class OriginRequests {
    private static final Set<String> NEVER = Set.of(
            "connection",
            "content-length",
            "expect",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "x-real-ip",
            "x-forwarded-proto",
            "x-forwarded-for",
            "x-amz-cf-id",
            "via",
            "cookie",
            "accept-encoding",
            "range",
            "if-range",
            "if-none-match",
            "if-modified-since",
            "if-match",
            "if-unmodified-since");
    /** What is sent on without any policy naming it. */
    private static final Set<String> ALWAYS =
            Set.of("cache-control", "content-md5", "content-type", "date", "from", "max-forwards", "pragma", "warning");

    private OriginRequests() {}

    /**
     * Returns the request that asks for {@code call}.
     *
     * @param conditional headers that narrow it: Range or conditions, the edge's own or the viewer's
     */
    static OriginRequest of(ViewerCall call, String via, List<Map.Entry<String, String>> conditional) {
        var policy = call.behavior().cachePolicy();
        var more = call.behavior().originRequestPolicy().orElse(null);
        var headers = headers(call, policy, more, via);
        headers.addAll(conditional);
        boolean bodyless = Set.of("GET", "HEAD", "OPTIONS").contains(call.method());
        var length = call.exchange().headerValue("Content-Length");
        return new OriginRequest(
                call.method(),
                call.path(),
                query(call.request().query(), policy, more),
                Headers.of(headers),
                bodyless ? InputStream.nullInputStream() : call.exchange().body(),
                bodyless
                        ? 0
                        : length != null ? Long.parseLong(length) : call.header("Transfer-Encoding") == null ? 0 : -1);
    }

    private static @Nullable String query(
            @Nullable String query, CachePolicy policy, @Nullable OriginRequestPolicy more) {
        return Selections.query(
                query,
                name -> (!policy.disabled() && policy.queryStrings().takes(name))
                        || (more != null && more.queryStrings().takes(name)));
    }

    private static List<Map.Entry<String, String>> headers(
            ViewerCall call, CachePolicy policy, @Nullable OriginRequestPolicy more, String via) {
        var result = new ArrayList<Map.Entry<String, String>>();
        boolean agent = false;
        for (var field : call.request().headers().fields()) {
            var name = field.getKey().toLowerCase(Locale.ROOT);
            if (NEVER.contains(name) || name.startsWith("x-edge-") || name.startsWith("cloudfront-")) {
                continue;
            }
            boolean wanted = chosen(policy, more, name) || (name.equals("authorization") && keepsAuthorization(call));
            if (wanted || ALWAYS.contains(name)) {
                result.add(field);
                agent |= name.equals("user-agent");
            }
        }
        if (!agent) {
            result.add(Map.entry("User-Agent", "Amazon CloudFront"));
        }
        var cookies = Selections.cookies(
                call.request().headers().joined("Cookie"),
                name -> policy.cookies().takes(name)
                        || (more != null && more.cookies().takes(name)));
        if (cookies != null) {
            result.add(Map.entry("Cookie", cookies));
        }
        addOwn(result, call, policy, more, via);
        return result;
    }

    private static void addOwn(
            List<Map.Entry<String, String>> result,
            ViewerCall call,
            CachePolicy policy,
            @Nullable OriginRequestPolicy more,
            String via) {
        var encoding = Encodings.normalised(policy, call.request().headers().joined("Accept-Encoding"));
        if (!encoding.isEmpty()) {
            result.add(Map.entry("Accept-Encoding", encoding));
        } else if (more != null
                && more.headers().takesHeader("Accept-Encoding")
                && call.header("Accept-Encoding") != null) {
            result.add(Map.entry("Accept-Encoding", requireNonNull(call.header("Accept-Encoding"))));
        }
        var forwarded = call.request().headers().joined("X-Forwarded-For");
        result.add(
                Map.entry("X-Forwarded-For", forwarded == null ? call.clientIp() : forwarded + "," + call.clientIp()));
        var before = call.request().headers().joined("Via");
        result.add(Map.entry("Via", before == null ? via : before + ", " + via));
        result.add(Map.entry("X-Amz-Cf-Id", call.requestId()));
        if (more != null) {
            addCloudFront(result, call, more.headers());
        }
        if (policy.headers().kind() == NameSelection.Kind.WHITELIST) {
            addCloudFront(result, call, policy.headers());
        }
    }

    /** Adds those of CloudFront's own headers that the edge can know and a policy names. */
    private static void addCloudFront(
            List<Map.Entry<String, String>> result, ViewerCall call, NameSelection selection) {
        var agent = call.header("User-Agent");
        boolean mobile = agent != null && agent.contains("Mobi");
        var known = Map.of(
                "CloudFront-Forwarded-Proto", "http",
                "CloudFront-Viewer-Address", call.exchange().remoteAddress(),
                "CloudFront-Is-Mobile-Viewer", String.valueOf(mobile),
                "CloudFront-Is-Desktop-Viewer", String.valueOf(!mobile));
        known.forEach((name, value) -> {
            if (selection.named(name)
                    && result.stream().noneMatch(field -> field.getKey().equals(name))) {
                result.add(Map.entry(name, value));
            }
        });
    }

    private static boolean chosen(CachePolicy policy, @Nullable OriginRequestPolicy more, String name) {
        return (!policy.disabled() && policy.headers().takesHeader(name))
                || (more != null && more.headers().takesHeader(name));
    }

    /** Authorization goes to the origin unasked only where nothing is cached by it. */
    private static boolean keepsAuthorization(ViewerCall call) {
        return !Set.of("GET", "HEAD").contains(call.method())
                && !(call.method().equals("OPTIONS")
                        && call.behavior().cachedMethods().contains("OPTIONS"));
    }
}

package dev.quartet.local.gateway;

import dev.quartet.local.http.HttpExchange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * SigV4's canonical request, recomputed from what arrived. See <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">IAM</a>.
 */
final class CanonicalRequest {
    private CanonicalRequest() {}

    /**
     * Returns the canonical requests that {@code exchange} may have been signed as. More than one, as clients differ in
     * how they encode what needs no encoding and in whether they normalise paths; each stands for this very request.
     */
    static List<String> candidates(HttpExchange exchange, SignedHeader signed, String payloadHash) {
        var query = query(exchange.rawQuery());
        var headers = headers(exchange, signed.signedHeaders());
        var names = String.join(";", signed.signedHeaders());
        return paths(exchange.rawPath(), signed.service()).stream()
                .map(path -> String.join("\n", exchange.method(), path, query, headers, names, payloadHash))
                .toList();
    }

    private static Collection<String> paths(String rawPath, String service) {
        var result = new LinkedHashSet<String>();
        if (service.equals("s3")) {
            // Never normalised: a//b and a/../b are keys of their own. Apache's client sends a//b as a/%2Fb.
            result.add(rawPath);
            result.add(PercentEncoding.encode(PercentEncoding.decode(rawPath, false), true));
        } else {
            result.add(PercentEncoding.encode(normalised(rawPath), true));
            result.add(PercentEncoding.encode(rawPath, true));
        }
        return result;
    }

    private static String normalised(String path) {
        var segments = new ArrayDeque<String>();
        for (var segment : path.split("/")) {
            switch (segment) {
                case "", "." -> {}
                case ".." -> segments.pollLast();
                default -> segments.add(segment);
            }
        }
        var joined = "/" + String.join("/", segments);
        return path.endsWith("/") && joined.length() > 1 ? joined + "/" : joined;
    }

    private static String query(@Nullable String rawQuery) {
        if (rawQuery == null || rawQuery.isEmpty()) {
            return "";
        }
        var pairs = new ArrayList<Pair>();
        for (var pair : rawQuery.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            var equals = pair.indexOf('=');
            var name = recoded(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.equals("X-Amz-Signature")) {
                pairs.add(new Pair(name, equals < 0 ? "" : recoded(pair.substring(equals + 1))));
            }
        }
        Collections.sort(pairs);
        return pairs.stream().map(p -> p.name() + "=" + p.value()).collect(Collectors.joining("&"));
    }

    private static String recoded(String text) {
        return PercentEncoding.encode(PercentEncoding.decode(text, true), false);
    }

    private static String headers(HttpExchange exchange, List<String> names) {
        var all = exchange.headers();
        var out = new StringBuilder();
        for (var name : names) {
            out.append(name).append(':');
            out.append(all.getOrDefault(name, List.of()).stream()
                    .map(CanonicalRequest::trimmed)
                    .collect(Collectors.joining(",")));
            out.append('\n');
        }
        return out.toString();
    }

    /** Returns {@code value} without outer spaces, inner ones once each. */
    private static String trimmed(String value) {
        return value.indexOf("  ") < 0 ? value.strip() : value.strip().replaceAll(" +", " ");
    }

    private record Pair(String name, String value) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            var byName = name.compareTo(other.name);
            return byName != 0 ? byName : value.compareTo(other.value);
        }
    }
}

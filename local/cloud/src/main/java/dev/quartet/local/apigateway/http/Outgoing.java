package dev.quartet.local.apigateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A request to an HTTP back end, before it is sent. Not thread-safe. */
final class Outgoing {
    /** Of one connection only, or made anew by the client. */
    private static final Set<String> DROPPED = Set.of(
            "connection",
            "content-length",
            "expect",
            "keep-alive",
            "proxy-authenticate",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "x-amzn-trace-id");

    private final String method;
    private final Map<String, List<String>> headers = new TreeMap<>();
    private final List<Map.Entry<String, String>> query = new ArrayList<>();
    private String path;
    private String rawQuery;
    private boolean queryChanged;

    /** Takes over what the client sent, {@code path} and {@code rawQuery} encoded; an empty query is none. */
    Outgoing(Call call, String method, String path) {
        this.method = method;
        this.path = path;
        var given = call.exchange().rawQuery();
        this.rawQuery = given == null ? "" : given;
        call.query().forEach((name, values) -> values.forEach(value -> query.add(Map.entry(name, value))));
        call.exchange().headers().forEach((name, values) -> {
            if (!DROPPED.contains(name)) {
                headers.put(name, new ArrayList<>(values));
            }
        });
        headers.put("x-amzn-trace-id", List.of(call.traceId()));
        append("forwarded", "for=%s;host=%s;proto=http".formatted(call.sourceIp(), call.host()));
        append("via", "HTTP/1.1 AmazonAPIGateway");
    }

    String method() {
        return method;
    }

    /** Returns path and query as they stand on the request line. */
    String target() {
        if (queryChanged) {
            var pairs = new ArrayList<String>();
            query.forEach(pair -> pairs.add(Encoding.query(pair.getKey()) + "=" + Encoding.query(pair.getValue())));
            rawQuery = String.join("&", pairs);
            queryChanged = false;
        }
        return rawQuery.isEmpty() ? path : path + "?" + rawQuery;
    }

    /** Returns the header fields by name in lower case. */
    Map<String, List<String>> headers() {
        return headers;
    }

    /** Goes to another path, given decoded. */
    void path(String decoded) {
        path = Encoding.path(decoded.startsWith("/") ? decoded : "/" + decoded);
    }

    void overwrite(String header, String value) {
        headers.put(header.toLowerCase(Locale.ROOT), List.of(value));
    }

    void append(String header, String value) {
        headers.merge(header.toLowerCase(Locale.ROOT), List.of(value), (some, more) -> {
            var both = new ArrayList<>(some);
            both.addAll(more);
            return both;
        });
    }

    void remove(String header) {
        headers.remove(header.toLowerCase(Locale.ROOT));
    }

    void overwriteQuery(String name, String value) {
        removeQuery(name);
        appendQuery(name, value);
    }

    void appendQuery(String name, String value) {
        query.add(Map.entry(name, value));
        queryChanged = true;
    }

    void removeQuery(String name) {
        query.removeIf(pair -> pair.getKey().equals(name));
        queryChanged = true;
    }
}

package dev.quartet.local.elb;

import dev.quartet.local.http.HttpExchange;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** One request on its way through a listener. Not thread-safe, but for {@link #received}. */
final class Call {
    /** More addresses than this in X-Forwarded-For are refused with 463. */
    private static final int MOST_ADDRESSES = 30;

    private static final String FORWARDED_FOR = "x-forwarded-for";
    private static final Pattern PLAIN_NAME = Pattern.compile("[-a-z0-9]+");

    private final HttpExchange exchange;
    private final Listener listener;
    private final Map<String, List<String>> headers;
    private final QueryParameters query;
    private final String clientIp;
    private final String clientPort;
    private final String traceId;
    private final AtomicLong received = new AtomicLong();

    Call(HttpExchange exchange, Listener listener, Instant now) {
        this.exchange = exchange;
        this.listener = listener;
        this.headers = exchange.headers();
        this.query = QueryParameters.parse(exchange.rawQuery());
        var remote = exchange.remoteAddress();
        int colon = remote.lastIndexOf(':');
        this.clientIp = remote.substring(0, colon).replace("[", "").replace("]", "");
        this.clientPort = remote.substring(colon + 1);
        this.traceId = TraceId.of(exchange.headerValue("x-amzn-trace-id"), now);
    }

    HttpExchange exchange() {
        return exchange;
    }

    Listener listener() {
        return listener;
    }

    LoadBalancerMetrics metrics() {
        return listener.loadBalancer().metrics();
    }

    QueryParameters query() {
        return query;
    }

    String clientIp() {
        return clientIp;
    }

    String traceId() {
        return traceId;
    }

    /** Returns the Host header without its port; empty without one. */
    String hostName() {
        var host = exchange.headerValue("host");
        if (host == null) {
            return "";
        }
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    List<String> headerValues(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** Returns if more addresses were forwarded already than a load balancer takes. */
    boolean forwardedTooOften() {
        return headerValues(FORWARDED_FOR).stream()
                        .mapToInt(value -> value.split(",", -1).length)
                        .sum()
                > MOST_ADDRESSES;
    }

    /** Returns the headers that a target gets: names in lower case, the load balancer's own among them. */
    Map<String, List<String>> forwarded() {
        var attributes = listener.loadBalancer().attributes();
        var result = new LinkedHashMap<String, List<String>>();
        headers.forEach((name, values) -> {
            if (!attributes.dropInvalidHeaders() || PLAIN_NAME.matcher(name).matches()) {
                result.put(name, values);
            }
        });
        switch (attributes.forwardedFor()) {
            case APPEND -> {
                var client = attributes.forwardedClientPort() ? clientIp + ":" + clientPort : clientIp;
                var before = String.join(", ", headerValues(FORWARDED_FOR));
                result.put(FORWARDED_FOR, List.of(before.isEmpty() ? client : before + ", " + client));
            }
            case PRESERVE -> {}
            case REMOVE -> result.remove(FORWARDED_FOR);
        }
        result.put("x-forwarded-proto", List.of(listener.protocol().toLowerCase(Locale.ROOT)));
        result.put("x-forwarded-port", List.of(Integer.toString(listener.port())));
        result.put("x-amzn-trace-id", List.of(traceId));
        return result;
    }

    /** Counts bytes of the request's body. */
    void received(long bytes) {
        received.addAndGet(bytes);
    }

    /** Returns the bytes of the request up to now, its head as it stood on the wire. */
    long requestBytes() {
        var rawQuery = exchange.rawQuery();
        return exchange.method().length()
                + 1
                + exchange.rawPath().length()
                + (rawQuery == null ? 0 : 1 + rawQuery.length())
                + " HTTP/1.1\r\n\r\n".length()
                + exchange.headerBytes()
                + received.get();
    }
}

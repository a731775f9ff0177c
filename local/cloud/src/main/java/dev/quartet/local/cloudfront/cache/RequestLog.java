package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.AccessLog;
import dev.quartet.local.cloudfront.config.AccessLogEntry;
import dev.quartet.local.cloudfront.config.Distribution;
import dev.quartet.local.cloudfront.config.Headers;
import dev.quartet.local.http.HttpExchange;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;

/** Makes the access log's lines; the log itself only queues them. Thread-safe. */
final class RequestLog {
    /** The request's headers that lines hold: {@link AccessLogEntry#requestHeaders}. */
    private static final String[] LOGGED = {"Host", "User-Agent", "Referer", "Cookie", "X-Forwarded-For"};

    private final Clock clock;
    private volatile AccessLog sink = AccessLog.NONE;

    RequestLog(Clock clock) {
        this.clock = clock;
    }

    void sink(AccessLog log) {
        sink = log;
    }

    /** Returns if anybody wants lines. */
    boolean on() {
        return sink != AccessLog.NONE;
    }

    /** Logs an answer; {@code received} are the bytes of the request's body. */
    void answered(ViewerCall call, Answer answer, long sent, long received, double firstByteSeconds) {
        var exchange = call.exchange();
        sink.record(new AccessLogEntry(
                clock.instant(),
                EdgeIds.POP,
                sent,
                call.clientIp(),
                call.clientPort(),
                exchange.method(),
                call.distribution().domainName(),
                exchange.rawPath(),
                exchange.rawQuery(),
                answer.status(),
                call.request().headers(),
                answer.result().word(),
                answer.result().word(),
                answer.detail(),
                call.requestId(),
                received + head(exchange),
                (System.nanoTime() - call.startNanos()) / 1e9,
                firstByteSeconds,
                answer.headers().get("Content-Type"),
                answer.length(),
                answer.range().first(),
                answer.range().last()));
    }

    /** Logs a hit that is sent whole. */
    void hit(
            Distribution distribution,
            HttpExchange exchange,
            StoredObject object,
            String requestId,
            long sent,
            long now,
            long startNanos) {
        var address = exchange.remoteAddress();
        int colon = address.lastIndexOf(':');
        var word = ResultType.HIT.word();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        sink.record(new AccessLogEntry(
                Instant.ofEpochMilli(now),
                EdgeIds.POP,
                sent,
                address.substring(0, colon),
                Integer.parseInt(address, colon + 1, address.length(), 10),
                exchange.method(),
                distribution.domainName(),
                exchange.rawPath(),
                exchange.rawQuery(),
                object.status(),
                logged(exchange),
                word,
                word,
                word,
                requestId,
                head(exchange),
                seconds,
                seconds,
                object.state().headers().get("Content-Type"),
                object.length(),
                Answer.Range.NONE.first(),
                Answer.Range.NONE.last()));
    }

    private static Headers logged(HttpExchange exchange) {
        var fields = new ArrayList<Map.Entry<String, String>>(2);
        for (var name : LOGGED) {
            var value = exchange.headerValue(name);
            if (value != null) {
                fields.add(Map.entry(name, value));
            }
        }
        return Headers.of(fields);
    }

    private static int head(HttpExchange exchange) {
        var query = exchange.rawQuery();
        return Gate.head(exchange, exchange.rawPath().length() + (query == null ? 0 : query.length() + 1));
    }
}

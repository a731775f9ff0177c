package dev.quartet.local.cloudfront.logs;

import dev.quartet.local.cloudfront.config.AccessLogEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an access log by name; {@code -} where there is nothing to say. See <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html">log file fields</a>.
 */
public final class LogFields {
    private static final String NOTHING = "-";
    private static final long SECONDS_A_DAY = 86_400;

    private static final Map<String, Function<AccessLogEntry, @Nullable Object>> FIELDS = new LinkedHashMap<>();

    static {
        FIELDS.put("date", entry -> date(entry.time()));
        FIELDS.put("time", entry -> time(entry.time()));
        FIELDS.put("x-edge-location", AccessLogEntry::edgeLocation);
        FIELDS.put("sc-bytes", AccessLogEntry::scBytes);
        FIELDS.put("c-ip", AccessLogEntry::clientIp);
        FIELDS.put("cs-method", AccessLogEntry::method);
        FIELDS.put("cs(Host)", AccessLogEntry::host);
        FIELDS.put("cs-uri-stem", AccessLogEntry::uriStem);
        FIELDS.put("sc-status", AccessLogEntry::status);
        FIELDS.put("cs(Referer)", entry -> entry.requestHeaders().get("Referer"));
        FIELDS.put("cs(User-Agent)", entry -> entry.requestHeaders().get("User-Agent"));
        FIELDS.put("cs-uri-query", AccessLogEntry::uriQuery);
        FIELDS.put("cs(Cookie)", entry -> entry.requestHeaders().get("Cookie"));
        FIELDS.put("x-edge-result-type", AccessLogEntry::resultType);
        FIELDS.put("x-edge-request-id", AccessLogEntry::requestId);
        FIELDS.put("x-host-header", entry -> entry.requestHeaders().get("Host"));
        FIELDS.put("cs-protocol", entry -> "http");
        FIELDS.put("cs-bytes", AccessLogEntry::csBytes);
        FIELDS.put("time-taken", entry -> seconds(entry.timeTakenSeconds()));
        FIELDS.put("x-forwarded-for", entry -> entry.requestHeaders().get("X-Forwarded-For"));
        FIELDS.put("ssl-protocol", entry -> null);
        FIELDS.put("ssl-cipher", entry -> null);
        FIELDS.put("x-edge-response-result-type", AccessLogEntry::responseResultType);
        FIELDS.put("cs-protocol-version", entry -> "HTTP/1.1");
        FIELDS.put("fle-status", entry -> null);
        FIELDS.put("fle-encrypted-fields", entry -> null);
        FIELDS.put("c-port", AccessLogEntry::clientPort);
        FIELDS.put("time-to-first-byte", entry -> seconds(entry.timeToFirstByteSeconds()));
        FIELDS.put("x-edge-detailed-result-type", AccessLogEntry::detailedResultType);
        FIELDS.put("sc-content-type", AccessLogEntry::contentType);
        FIELDS.put("sc-content-len", entry -> unlessNegative(entry.scContentLength()));
        FIELDS.put("sc-range-start", entry -> unlessNegative(entry.rangeStart()));
        FIELDS.put("sc-range-end", entry -> unlessNegative(entry.rangeEnd()));
    }

    private static final List<String> NAMES = List.copyOf(FIELDS.keySet());

    private LogFields() {}

    /** Returns the names of all fields in CloudFront's order: what a delivery writes unless it says otherwise. */
    public static List<String> names() {
        return NAMES;
    }

    /** A field that a delivery writes, looked up once. */
    record Field(String name, Function<AccessLogEntry, @Nullable Object> value) {
        /** Returns its text. */
        String text(AccessLogEntry entry) {
            var found = value.apply(entry);
            var text = found == null ? "" : found.toString();
            return text.isEmpty() ? NOTHING : text;
        }
    }

    /** Returns the fields of those names; throws {@link IllegalArgumentException} saying what is allowed. */
    static List<Field> of(List<String> names) {
        return names.stream().map(LogFields::field).toList();
    }

    private static Field field(String name) {
        var value = FIELDS.get(name);
        if (value == null) {
            throw new IllegalArgumentException("record field '%s'; allowed are %s".formatted(name, NAMES));
        }
        return new Field(name, value);
    }

    /** Returns two digits. */
    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }

    private static String date(Instant time) {
        return LocalDate.ofEpochDay(Math.floorDiv(time.getEpochSecond(), SECONDS_A_DAY))
                .toString();
    }

    private static String time(Instant time) {
        long second = Math.floorMod(time.getEpochSecond(), SECONDS_A_DAY);
        return two(second / 3600) + ":" + two(second / 60 % 60) + ":" + two(second % 60);
    }

    private static String seconds(double value) {
        long millis = Math.round(value * 1000);
        return millis / 1000 + "." + Long.toString(1000 + millis % 1000).substring(1);
    }

    private static @Nullable Object unlessNegative(long value) {
        return value < 0 ? null : value;
    }
}

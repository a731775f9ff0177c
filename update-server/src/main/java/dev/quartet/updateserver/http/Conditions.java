package dev.quartet.updateserver.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** Conditional requests in the order of RFC 9110, 13.2.2. */
final class Conditions {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Most requests are for the newest files. */
    private static volatile @Nullable Dated lastDate;

    private record Dated(long second, String text) {}

    private Conditions() {}

    /** What a request's conditions lead to. */
    enum Outcome {
        /** As if there were none. */
        PROCEED,
        /** 304 */
        NOT_MODIFIED,
        /** 412 */
        FAILED
    }

    static String date(Instant instant) {
        var last = lastDate;
        if (last != null && last.second() == instant.getEpochSecond()) {
            return last.text();
        }
        var text = HTTP_DATE.format(instant);
        lastDate = new Dated(instant.getEpochSecond(), text);
        return text;
    }

    static Outcome evaluate(HttpFields request, String tag, Instant modified) {
        var seconds = modified.truncatedTo(ChronoUnit.SECONDS);
        if (request.contains(HttpHeader.IF_MATCH)) {
            if (!lists(joined(request, HttpHeader.IF_MATCH), tag, false)) {
                return Outcome.FAILED;
            }
        } else {
            var unmodifiedSince = date(request.get(HttpHeader.IF_UNMODIFIED_SINCE));
            if (unmodifiedSince.isPresent() && seconds.isAfter(unmodifiedSince.get())) {
                return Outcome.FAILED;
            }
        }
        if (request.contains(HttpHeader.IF_NONE_MATCH)) {
            return lists(joined(request, HttpHeader.IF_NONE_MATCH), tag, true) ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
        }
        var modifiedSince = date(request.get(HttpHeader.IF_MODIFIED_SINCE));
        return modifiedSince.isPresent() && !seconds.isAfter(modifiedSince.get())
                ? Outcome.NOT_MODIFIED
                : Outcome.PROCEED;
    }

    /** Returns if a Range may be obeyed: without If-Range, or when that names just this content (RFC 9110, 13.1.5). */
    static boolean rangeApplies(HttpFields request, String tag, Instant modified) {
        var condition = request.get(HttpHeader.IF_RANGE);
        if (condition == null) {
            return true;
        }
        if (condition.startsWith("\"")) {
            return condition.strip().equals(tag);
        }
        return date(condition)
                .filter(modified.truncatedTo(ChronoUnit.SECONDS)::equals)
                .isPresent();
    }

    private static String joined(HttpFields request, HttpHeader header) {
        return String.join(",", request.getValuesList(header));
    }

    /** Ours are strong and hold no comma: a list is cut at its commas. */
    private static boolean lists(String header, String tag, boolean weak) {
        for (var each : header.split(",")) {
            var candidate = each.strip();
            if (candidate.equals("*") || candidate.equals(tag) || (weak && candidate.equals("W/" + tag))) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Instant> date(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.from(HTTP_DATE.parse(text.strip())));
        } catch (DateTimeException e) {
            return Optional.empty(); // RFC 9110, 13.1.3: what is no date is ignored
        }
    }
}

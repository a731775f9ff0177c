package dev.quartet.local.cloudfront.cache;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** HTTP's dates: IMF-fixdate, and the two obsolete forms that must be read (RFC 9110, 5.6.7). */
final class HttpDates {
    private static final DateTimeFormatter FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final List<DateTimeFormatter> READ = List.of(
            FIXDATE,
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.US)
                    .withZone(ZoneOffset.UTC),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US).withZone(ZoneOffset.UTC));

    private HttpDates() {}

    /** Returns epoch milliseconds, or -1 for null and for what is no date. */
    static long parse(@Nullable String text) {
        if (text == null) {
            return -1;
        }
        for (var format : READ) {
            long millis = parse(format, text.strip());
            if (millis >= 0) {
                return millis;
            }
        }
        return -1;
    }

    private static long parse(DateTimeFormatter format, String text) {
        try {
            return Math.max(0, Instant.from(format.parse(text)).toEpochMilli());
        } catch (DateTimeException e) { // perhaps another form
            return -1;
        }
    }

    static String format(long epochMillis) {
        return FIXDATE.format(Instant.ofEpochMilli(epochMillis));
    }
}

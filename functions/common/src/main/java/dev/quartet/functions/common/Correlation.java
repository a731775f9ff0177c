package dev.quartet.functions.common;

import java.time.Clock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id that runs through every hop of one cause, in calls, events and logs: 1 to 128 of letters, digits, dots, underscores and hyphens. */
public final class Correlation {
    public static final String HEADER = "X-Correlation-Id";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private Correlation() {}

    /** What was given, if it is such an id; else a new one. */
    public static String of(@Nullable String given, Clock clock) {
        return given != null && isId(given) ? given : Ids.next(clock.instant());
    }

    /** Of a request that a correlated {@link ApiFunction} handles. */
    public static String of(ProxyRequest request) {
        String id = request.header(HEADER);
        if (id == null) {
            throw new IllegalStateException("the function does not correlate its requests");
        }
        return id;
    }

    /** Whether it may stand in a header and a log as it is. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}

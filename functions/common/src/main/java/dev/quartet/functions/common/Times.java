package dev.quartet.functions.common;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as the tables hold them: ISO 8601 in UTC, always with milliseconds, so that their texts sort as they do. */
public final class Times {
    private static final DateTimeFormatter SORTABLE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    /** Such as {@code 2026-03-01T10:00:00.000Z}. */
    public static String sortable(Instant time) {
        return SORTABLE.format(time);
    }

    /** A range key: sorts by time, and is unique for the id. */
    public static String sortable(Instant time, String id) {
        return sortable(time) + "#" + id;
    }
}

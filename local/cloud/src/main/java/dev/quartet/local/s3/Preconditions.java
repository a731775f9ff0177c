package dev.quartet.local.s3;

import dev.quartet.local.core.AwsException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Conditional requests, RFC 9110 section 13. */
final class Preconditions {
    private Preconditions() {}

    /** Returns if a read is answered 304; throws {@code PreconditionFailed} when it may not be answered. */
    static boolean notModified(S3Call call, StoredObject object) {
        var modified = object.lastModified().truncatedTo(ChronoUnit.SECONDS);
        var match = call.header("If-Match");
        boolean holds = match.isPresent()
                ? matches(match.get(), object)
                : date(call, "If-Unmodified-Since").filter(modified::isAfter).isEmpty();
        if (!holds) {
            throw failed();
        }
        var noneMatch = call.header("If-None-Match");
        return noneMatch.isPresent()
                ? matches(noneMatch.get(), object)
                : date(call, "If-Modified-Since")
                        .filter(since -> !modified.isAfter(since))
                        .isPresent();
    }

    /** Throws {@code PreconditionFailed} when a write may not replace {@code current}. */
    static void checkWrite(S3Call call, Optional<StoredObject> current) {
        var noneMatch = call.header("If-None-Match");
        if (noneMatch.filter("*"::equals).isPresent() && current.isPresent()) {
            throw failed();
        }
        var match = call.header("If-Match");
        if (match.isPresent()) {
            if (current.isEmpty()) {
                throw new AwsException("NoSuchKey", 404, "The specified key does not exist.");
            }
            if (!matches(match.get(), current.get())) {
                throw failed();
            }
        }
    }

    private static boolean matches(String tags, StoredObject object) {
        for (var tag : tags.split(",")) {
            var bare = tag.strip().replaceFirst("^W/", "").replace("\"", "");
            if (bare.equals("*") || bare.equals(object.etag())) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Instant> date(S3Call call, String header) {
        try {
            return call.header(header).map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty(); // RFC 9110: an invalid date is ignored
        }
    }

    private static AwsException failed() {
        return new AwsException(
                "PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold");
    }
}

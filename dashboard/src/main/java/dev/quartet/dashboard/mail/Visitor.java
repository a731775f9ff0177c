package dev.quartet.dashboard.mail;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A line of the ledger.
 *
 * @param sends how often the mail was sent: more than once is a possible duplicate
 * @param status null where the table holds one that this version does not know
 */
public record Visitor(
        String email,
        @Nullable String name,
        String locale,
        @Nullable VisitorStatus status,
        @Nullable Instant signedUpAt,
        @Nullable Instant sentAt,
        int sends,
        @Nullable String bounceType) {
    private static final String HIDDEN = "•••";

    public Visitor {
        requireNonNull(email, "email is null");
        requireNonNull(locale, "locale is null");
    }

    /** Reads an item of the index {@code byMonth}; what is missing or malformed stays empty, so that the rest can be read. */
    static Visitor of(Map<String, AttributeValue> item) {
        String signedUp = text(item, "signedUpAt");
        return new Visitor(
                orElse(text(item, "email"), ""),
                text(item, "name"),
                orElse(text(item, "locale"), ""),
                status(text(item, "status")),
                // The range key is the time and, after #, what makes it unique.
                signedUp == null ? null : time(signedUp.replaceFirst("#.*", "")),
                time(text(item, "sentAt")),
                number(item),
                text(item, "bounceType"));
    }

    /** The address without what names a person: first letter and domain, such as {@code m•••@example.com}. */
    public String maskedEmail() {
        int at = email.indexOf('@');
        return at < 1 ? HIDDEN : email.substring(0, email.offsetByCodePoints(0, 1)) + HIDDEN + email.substring(at);
    }

    /** The name's first letter. */
    public String maskedName() {
        return name == null || name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1)) + HIDDEN;
    }

    /** Names no person, so that no log ever does. */
    @Override
    public String toString() {
        return "Visitor[" + status + ", " + signedUpAt + "]";
    }

    private static @Nullable String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? null : value.s();
    }

    private static String orElse(@Nullable String value, String other) {
        return value == null ? other : value;
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable VisitorStatus status(@Nullable String text) {
        for (VisitorStatus status : VisitorStatus.values()) {
            if (status.name().equals(text)) {
                return status;
            }
        }
        return null;
    }

    private static int number(Map<String, AttributeValue> item) {
        AttributeValue value = item.get("sends");
        try {
            return value == null || value.n() == null ? 0 : Integer.parseInt(value.n());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}

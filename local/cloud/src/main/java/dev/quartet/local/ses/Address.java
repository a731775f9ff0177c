package dev.quartet.local.ses;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A mail address, perhaps with a name: {@code Kim <kim@example.com>}. Immutable.
 *
 * @param text as it was given
 * @param email the address alone
 */
record Address(String text, String email) {
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>\"(),:;]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?");
    private static final String SIMULATOR = "simulator.amazonses.com";

    /** Parses; throws {@code BadRequestException} as SES says it. */
    static Address parse(String text) {
        var open = text.lastIndexOf('<');
        var email = open >= 0 && text.endsWith(">") ? text.substring(open + 1, text.length() - 1) : text;
        email = email.trim();
        if (!EMAIL.matcher(email).matches()) {
            throw SesErrors.badRequest(email.contains("@") ? "Illegal address" : "Missing final '@domain'");
        }
        return new Address(text.trim(), email);
    }

    String domain() {
        return email.substring(email.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    /** Returns if SES's mailbox simulator receives it: anybody may write there. */
    boolean simulator() {
        return domain().equals(SIMULATOR);
    }

    /** Returns what becomes of a mail to it; a label, as in {@code bounce+one@}, makes no difference. */
    Outcome outcome() {
        if (!simulator()) {
            return Outcome.DELIVERED;
        }
        var local = email.substring(0, email.indexOf('@')).toLowerCase(Locale.ROOT);
        return switch (local.split("\\+", 2)[0]) {
            case "success" -> Outcome.DELIVERED;
            case "ooto" -> Outcome.OUT_OF_OFFICE;
            case "complaint" -> Outcome.COMPLAINED;
            case "suppressionlist" -> Outcome.SUPPRESSED;
            default -> Outcome.BOUNCED;
        };
    }

    /** What the receiving end does. */
    enum Outcome {
        DELIVERED,
        OUT_OF_OFFICE,
        COMPLAINED,
        BOUNCED,
        SUPPRESSED
    }
}

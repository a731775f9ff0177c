package dev.quartet.local.ses;

import java.util.Locale;
import java.util.Optional;

/**
 * An address or a domain from which mail may be sent; verified from the start, as locally nobody could. Immutable.
 *
 * @param configurationSet that its mail uses when it names none
 */
record Identity(String name, String arn, Optional<String> configurationSet) {
    boolean domain() {
        return name.indexOf('@') < 0;
    }

    String type() {
        return domain() ? "DOMAIN" : "EMAIL_ADDRESS";
    }

    /** Returns how identities are compared: without regard to case. */
    static String normal(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

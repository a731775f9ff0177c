package dev.quartet.functions.blog;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/** E-mail addresses as SES can send to them, in one spelling each. */
public final class Emails {
    private static final int MAX = 254;
    private static final int MAX_LOCAL = 64;
    /** RFC 5322, 3.2.3: a dot-atom. Quoted local parts are legal, and nobody's. */
    private static final Pattern LOCAL =
            Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

    private static final Pattern DOMAIN = Pattern.compile("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]");

    private Emails() {}

    /**
     * The address in lower case, its domain in ASCII (RFC 5891), without what surrounds it. Local parts differ by case in theory (RFC
     * 5321, 2.4); taking them for the same is what keeps one person from being welcomed twice.
     *
     * @throws IllegalArgumentException saying what is wrong; completes "the address …"
     */
    public static String normalised(String text) {
        String address = text.strip();
        int at = address.lastIndexOf('@');
        if (at < 1 || at == address.length() - 1) {
            throw new IllegalArgumentException("is not an e-mail address as name@example.com");
        }
        String local = address.substring(0, at).toLowerCase(Locale.ROOT);
        if (local.length() > MAX_LOCAL || !LOCAL.matcher(local).matches()) {
            throw new IllegalArgumentException("has something before the @ that is not allowed; allowed are at most "
                    + MAX_LOCAL + " letters from a to z, digits, dots and !#$%&'*+/=?^_`{|}~-");
        }
        String domain = ascii(address.substring(at + 1));
        if (!DOMAIN.matcher(domain).matches()) {
            throw new IllegalArgumentException("has no domain as example.com after the @");
        }
        String normalised = local + "@" + domain;
        if (normalised.length() > MAX) {
            throw new IllegalArgumentException(
                    "has " + normalised.length() + " characters; allowed are at most " + MAX);
        }
        return normalised;
    }

    private static String ascii(String domain) {
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has no domain as example.com after the @", e);
        }
    }
}

package dev.quartet.functions.blog.api;

import dev.quartet.functions.blog.Emails;
import dev.quartet.functions.common.Fields;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A visitor who signs up.
 *
 * @param email  in the one spelling that {@link Emails} gives
 * @param name   null if not given
 * @param locale ko or en
 */
record VisitorInput(String email, @Nullable String name, String locale) {
    private static final int MAX_EMAIL = 320;
    private static final int MAX_NAME = 60;
    private static final List<String> FIELDS = List.of("email", "name", "locale");
    /**
     * The name goes into a mail to an address that nobody has confirmed: whoever signs up others must not get a link or a sentence of
     * markup to them. So no control characters, no markup, no URL, nothing that a mail program makes a link of.
     */
    private static final Pattern NO_NAME =
            Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}<>{}/\\\\:@]|[\\p{L}\\p{N}]{2}\\.\\p{L}{2}");

    /**
     * Reads what a visitor sent.
     *
     * @param acceptLanguage the request's header, which counts where the body names no locale
     * @throws dev.quartet.functions.common.ProblemException 400 naming every field that is wrong
     */
    static VisitorInput of(Map<String, @Nullable Object> json, @Nullable String acceptLanguage) {
        Fields fields = new Fields(json, FIELDS);
        String email = email(fields);
        String name = fields.text("name", MAX_NAME);
        if (name != null && NO_NAME.matcher(name).find()) {
            fields.error("name", "is not a name: it has a line break, a link or one of <>{}/\\:@");
        }
        String locale = Locales.of(acceptLanguage);
        if (fields.has("locale")) {
            if (fields.value("locale") instanceof String given && Locales.SUPPORTED.contains(given)) {
                locale = given;
            } else {
                fields.error("locale", "is not one of " + String.join(", ", Locales.SUPPORTED));
            }
        }
        if (fields.wrong() || email == null) {
            throw fields.problem("Invalid Visitor", "visitor");
        }
        return new VisitorInput(email, name == null || name.isBlank() ? null : name.strip(), locale);
    }

    private static @Nullable String email(Fields fields) {
        String text = fields.requiredText("email", MAX_EMAIL);
        if (text == null || fields.wrong()) {
            return null;
        }
        try {
            return Emails.normalised(text);
        } catch (IllegalArgumentException e) {
            fields.error("email", String.valueOf(e.getMessage()));
            return null;
        }
    }
}

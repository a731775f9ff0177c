package dev.quartet.functions.blog.api;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages in which there is a welcome mail. */
final class Locales {
    static final List<String> SUPPORTED = List.of("ko", "en");
    private static final String DEFAULT = "en";
    /** A browser's header has 100 characters or so. */
    private static final int MAX_HEADER = 1_000;

    private Locales() {}

    /** The best one for an Accept-Language header (RFC 4647, 3.4); English for one that is missing, odd or content with neither. */
    static String of(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > MAX_HEADER) {
            return DEFAULT;
        }
        try {
            String tag = Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), SUPPORTED);
            return tag == null ? DEFAULT : tag;
        } catch (IllegalArgumentException e) {
            return DEFAULT;
        }
    }
}

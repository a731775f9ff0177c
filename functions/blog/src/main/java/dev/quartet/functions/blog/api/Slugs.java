package dev.quartet.functions.blog.api;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The part of a post's URL that names it: letters from a to z, digits and hyphens. Titles in Hangul are written by the Revised
 * Romanization, letter by letter, without its changes of sound; other letters lose their marks, or are left out where Latin has none for them.
 */
final class Slugs {
    static final int MAX = 80;
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    /** Hangul Jamo as NFKD leaves them (Unicode 3.12): initials from U+1100, vowels from U+1161, finals from U+11A8. */
    private static final String[] INITIALS = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ", -1);

    private static final String[] VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ");
    private static final String[] FINALS = "k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ");

    private Slugs() {}

    static boolean isSlug(String text) {
        return text.length() <= MAX && SLUG.matcher(text).matches();
    }

    /** At most {@link #MAX} characters, cut between words where that is possible; empty if no letter or digit is left. */
    static String of(String title) {
        String folded = OTHER.matcher(latin(title)).replaceAll("-");
        String slug = trimmed(folded);
        if (slug.length() <= MAX) {
            return slug;
        }
        int word = slug.lastIndexOf('-', MAX);
        return trimmed(slug.substring(0, word > MAX / 2 ? word : MAX));
    }

    private static String trimmed(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        int to = text.endsWith("-") && text.length() > from ? text.length() - 1 : text.length();
        return text.substring(from, to);
    }

    private static String latin(String text) {
        // In upper case ß is SS.
        String plain = MARKS.matcher(Normalizer.normalize(text.toUpperCase(Locale.ROOT), Normalizer.Form.NFKD))
                .replaceAll("");
        StringBuilder latin = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c >= 0x1100 && c < 0x1100 + INITIALS.length) {
                latin.append(INITIALS[c - 0x1100]);
            } else if (c >= 0x1161 && c < 0x1161 + VOWELS.length) {
                latin.append(VOWELS[c - 0x1161]);
            } else if (c >= 0x11A8 && c < 0x11A8 + FINALS.length) {
                latin.append(FINALS[c - 0x11A8]);
            } else if (c != '\'' && c != '’') {
                latin.append(c);
            }
        }
        return latin.toString().toLowerCase(Locale.ROOT);
    }
}

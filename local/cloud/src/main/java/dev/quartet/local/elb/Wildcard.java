package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/** A text in which {@code *} stands for any characters, none included, and {@code ?} for exactly one. Immutable. */
record Wildcard(String text, boolean anyCase) {
    Wildcard {
        requireNonNull(text, "text is null");
        text = anyCase ? text.toLowerCase(Locale.ROOT) : text;
    }

    /** Returns if all of {@code given} matches; takes time in proportion to both lengths at most. */
    boolean matches(String given) {
        var value = anyCase ? given.toLowerCase(Locale.ROOT) : given;
        int at = 0;
        int pattern = 0;
        int star = -1;
        int resume = 0;
        while (at < value.length()) {
            char wanted = pattern < text.length() ? text.charAt(pattern) : 0;
            if (wanted == '*' && pattern < text.length()) {
                star = pattern++;
                resume = at;
            } else if (pattern < text.length() && (wanted == '?' || wanted == value.charAt(at))) {
                pattern++;
                at++;
            } else if (star >= 0) { // let the last star swallow one character more
                pattern = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (pattern < text.length() && text.charAt(pattern) == '*') {
            pattern++;
        }
        return pattern == text.length();
    }

    /** Returns how many wildcards it holds; AWS allows five in a rule. */
    int count() {
        return (int) text.chars().filter(c -> c == '*' || c == '?').count();
    }
}

package dev.quartet.local.iam;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** An ARN with wildcards, matched part by part: a {@code *} never reaches over a colon of the first five. Immutable. */
final class ArnPattern {
    private static final int PARTS = 6;

    private final List<Glob> parts;

    private ArnPattern(List<Glob> parts) {
        this.parts = parts;
    }

    /** Parses {@code text}, an ARN or {@code *}; throws {@link IllegalArgumentException} for anything else. */
    static ArnPattern of(String text, boolean variables) {
        if (text.equals("*")) {
            return new ArnPattern(List.of());
        }
        var parts = split(text);
        if (parts.length < PARTS || !parts[0].equals("arn")) {
            throw new IllegalArgumentException("'" + text + "' must be an ARN or \"*\"");
        }
        return new ArnPattern(
                Arrays.stream(parts).map(part -> Glob.of(part, true, variables)).toList());
    }

    /** Returns the condition keys that its variables name. */
    Stream<String> variables() {
        return parts.stream().flatMap(part -> part.variables().stream());
    }

    /** Returns if {@code arn} matches; {@code *} matches all. */
    boolean matches(String arn, Function<String, Optional<String>> context) {
        return matches(parts(arn), context);
    }

    /** Returns the parts of {@code arn}, for asking about it often. */
    static String[] parts(String arn) {
        return arn.split(":", PARTS);
    }

    /** Returns if the ARN of these {@link #parts} matches. */
    boolean matches(String[] given, Function<String, Optional<String>> context) {
        if (parts.isEmpty()) {
            return true;
        }
        if (given.length < PARTS) {
            return false;
        }
        // The last part tells most ARNs apart.
        for (var i = PARTS - 1; i >= 0; i--) {
            if (!parts.get(i).matches(given[i], context)) {
                return false;
            }
        }
        return true;
    }

    /** Splits at the first five colons that are not inside a variable. */
    private static String[] split(String text) {
        var result = new java.util.ArrayList<String>();
        var from = 0;
        var depth = 0;
        for (var i = 0; i < text.length() && result.size() < PARTS - 1; i++) {
            switch (text.charAt(i)) {
                case '{' -> depth++;
                case '}' -> depth--;
                case ':' -> {
                    if (depth == 0) {
                        result.add(text.substring(from, i));
                        from = i + 1;
                    }
                }
                default -> {}
            }
        }
        result.add(text.substring(from));
        return result.toArray(String[]::new);
    }
}

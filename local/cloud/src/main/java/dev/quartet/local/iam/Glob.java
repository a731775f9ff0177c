package dev.quartet.local.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A text with {@code *}, {@code ?} and policy variables ({@code ${aws:username}}, {@code ${key, 'default'}}). What a variable
 * brings stands for itself, wildcards in it included. See <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html">IAM</a>. Immutable.
 */
final class Glob {
    private static final int STAR = -1;
    private static final int ANY = -2;

    private final String source;
    private final List<Part> parts;
    private final int @org.jspecify.annotations.Nullable [] fixed;

    private Glob(String source, List<Part> parts) {
        this.source = source;
        this.parts = parts;
        this.fixed = parts.stream().allMatch(p -> p.variable().isEmpty())
                ? compile(key -> Optional.empty()).orElse(new int[0])
                : null;
    }

    /** Parses {@code text}; throws {@link IllegalArgumentException} for an unfinished variable. */
    static Glob of(String text, boolean wildcards, boolean variables) {
        var parts = new ArrayList<Part>();
        var literal = new ArrayList<Integer>();
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (variables && c == '$' && i + 1 < text.length() && text.charAt(i + 1) == '{') {
                var end = text.indexOf('}', i);
                if (end < 0) {
                    throw new IllegalArgumentException("'" + text + "' has a ${ without its }");
                }
                var name = text.substring(i + 2, end);
                if (name.equals("*") || name.equals("?") || name.equals("$")) {
                    literal.add((int) name.charAt(0));
                } else {
                    parts.add(Part.literal(literal));
                    literal.clear();
                    parts.add(Part.variable(name));
                }
                i = end;
            } else if (wildcards && c == '*') {
                literal.add(STAR);
            } else if (wildcards && c == '?') {
                literal.add(ANY);
            } else {
                literal.add((int) c);
            }
        }
        parts.add(Part.literal(literal));
        return new Glob(text, List.copyOf(parts));
    }

    /** Parses an action, which is matched in lower case. */
    static Glob ofAction(String text) {
        return new Glob(text, of(text.toLowerCase(Locale.ROOT), true, false).parts);
    }

    /** Returns the text that it was parsed from. */
    String source() {
        return source;
    }

    /** Returns the condition keys that its variables name. */
    List<String> variables() {
        return parts.stream().flatMap(p -> p.variable().stream()).toList();
    }

    /** Returns if {@code text} matches; false when a variable has no value and no default. */
    boolean matches(String text, Function<String, Optional<String>> context) {
        var pattern = fixed == null ? compile(context).orElse(null) : fixed;
        return pattern != null && matches(pattern, text);
    }

    private Optional<int[]> compile(Function<String, Optional<String>> context) {
        var result = new ArrayList<Integer>();
        for (var part : parts) {
            if (part.variable().isEmpty()) {
                for (var c : part.pattern()) {
                    result.add(c);
                }
            } else {
                var value = context.apply(part.variable().get()).or(part::otherwise);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                value.get().chars().forEach(result::add);
            }
        }
        return Optional.of(result.stream().mapToInt(Integer::intValue).toArray());
    }

    private static boolean matches(int[] pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length && (pattern[p] == ANY || pattern[p] == text.charAt(t))) {
                p++;
                t++;
            } else if (p < pattern.length && pattern[p] == STAR) {
                star = p++;
                resume = t;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == STAR) {
            p++;
        }
        return p == pattern.length;
    }

    /** A run of characters and wildcards, or a variable. */
    private record Part(int[] pattern, Optional<String> variable, Optional<String> otherwise) {
        static Part literal(List<Integer> pattern) {
            return new Part(pattern.stream().mapToInt(Integer::intValue).toArray(), Optional.empty(), Optional.empty());
        }

        static Part variable(String expression) {
            var comma = expression.indexOf(',');
            if (comma < 0) {
                return new Part(new int[0], Optional.of(expression.strip()), Optional.empty());
            }
            var otherwise = expression.substring(comma + 1).strip();
            if (otherwise.length() < 2 || !otherwise.startsWith("'") || !otherwise.endsWith("'")) {
                throw new IllegalArgumentException("the default in ${" + expression + "} must stand in single quotes");
            }
            return new Part(
                    new int[0],
                    Optional.of(expression.substring(0, comma).strip()),
                    Optional.of(otherwise.substring(1, otherwise.length() - 1)));
        }
    }
}

package dev.quartet.local.apigateway.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Text with {@code $context.…} and {@code $stageVariables.…} in it, parsed once. Access logs and gateway responses know
 * nothing more; a mapping template with a Velocity directive is refused by its handler. Immutable.
 */
public final class Template {
    private static final Pattern VARIABLE = Pattern.compile(
            "\\$(\\{?)(context\\.authorizer\\.claims\\.[\\w:-]+|(?:context|stageVariables)(?:\\.\\w+)+)(\\}?)");
    private static final Pattern DIRECTIVE =
            Pattern.compile("#(set|if|else|elseif|end|foreach|macro)\\b|\\$(input|util)\\b");

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    public static Template parse(String text) {
        var parts = new ArrayList<Part>();
        var matcher = VARIABLE.matcher(text);
        int from = 0;
        while (matcher.find()) {
            int end = matcher.end();
            if (matcher.group(1).isEmpty() && !matcher.group(3).isEmpty()) {
                end--; // a brace that closes something else, as in {"id":$context.requestId}
            }
            parts.add(new Part(text.substring(from, matcher.start()), false));
            parts.add(new Part(matcher.group(2), true));
            from = end;
        }
        parts.add(new Part(text.substring(from), false));
        return new Template(parts);
    }

    /** Returns if {@code text} needs Velocity. */
    public static boolean needsVelocity(String text) {
        return DIRECTIVE.matcher(text).find();
    }

    /** Returns if the variable {@code name} occurs. */
    public boolean uses(String name) {
        return parts.stream().anyMatch(part -> part.variable() && part.text().equals(name));
    }

    /**
     * Fills it in.
     *
     * @param escape applied to each value
     * @param absent what stands for a variable without a value
     */
    public String render(Variables variables, UnaryOperator<String> escape, String absent) {
        var result = new StringBuilder(256);
        for (var part : parts) {
            if (part.variable()) {
                var value = variables.value(part.text());
                // messageString is JSON text already, quotes included
                boolean json = part.text().equals("context.error.messageString");
                result.append(value == null ? absent : json ? value : escape.apply(value));
            } else {
                result.append(part.text());
            }
        }
        return result.toString();
    }

    private record Part(String text, boolean variable) {}
}

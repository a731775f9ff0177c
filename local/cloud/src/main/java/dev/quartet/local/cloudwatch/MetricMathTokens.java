package dev.quartet.local.cloudwatch;

import dev.quartet.local.core.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Splits a metric math expression. */
final class MetricMathTokens {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(\\d+(?:\\.\\d+)?|\\.\\d+|[A-Za-z_][A-Za-z0-9_]*|>=|<=|==|!=|&&|\\|\\||[-+*/^()\\[\\],<>])|(\\S))");

    private MetricMathTokens() {}

    static List<String> of(String expression) {
        var result = new ArrayList<String>();
        var matcher = TOKEN.matcher(expression.strip());
        while (matcher.find()) {
            if (matcher.group(2) != null) {
                throw new AwsException(
                        "ValidationError",
                        400,
                        "Error in expression '%s': unexpected '%s'".formatted(expression, matcher.group(2)));
            }
            result.add(matcher.group(1));
        }
        return result;
    }
}

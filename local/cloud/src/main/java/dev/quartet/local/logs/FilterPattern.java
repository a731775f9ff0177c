package dev.quartet.local.logs;

import dev.quartet.local.core.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * CloudWatch Logs' <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">filter
 * patterns</a> over unstructured events: all terms must occur, {@code -term} must not, of {@code ?terms} one must;
 * {@code "a phrase"} is one term. Case counts. Patterns over fields ({@code {…}}, {@code […]}, {@code %…%}) are refused.
 */
final class FilterPattern implements Predicate<String> {
    private static final Pattern TERM = Pattern.compile("([-?]?)(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+))");

    private final List<String> required = new ArrayList<>();
    private final List<String> excluded = new ArrayList<>();
    private final List<String> optional = new ArrayList<>();

    FilterPattern(String pattern) {
        var text = pattern.strip();
        if (text.startsWith("{") || text.startsWith("[") || text.startsWith("%")) {
            throw new AwsException(
                    "InvalidParameterException",
                    400,
                    "filterPattern '%s': the local cloud takes terms and \"phrases\" (-term, ?term), no fields or expressions"
                            .formatted(pattern));
        }
        var matcher = TERM.matcher(text);
        while (matcher.find()) {
            var term = matcher.group(2) == null
                    ? matcher.group(3)
                    : matcher.group(2).replaceAll("\\\\(.)", "$1");
            switch (matcher.group(1)) {
                case "-" -> excluded.add(term);
                case "?" -> optional.add(term);
                default -> required.add(term);
            }
        }
    }

    @Override
    public boolean test(String message) {
        return required.stream().allMatch(message::contains)
                && excluded.stream().noneMatch(message::contains)
                && (optional.isEmpty() || optional.stream().anyMatch(message::contains));
    }
}

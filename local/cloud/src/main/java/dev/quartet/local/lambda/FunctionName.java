package dev.quartet.local.lambda;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.AwsException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How callers name a function: {@code name}, {@code name:alias}, {@code account:function:name} or an ARN, each with or
 * without qualifier.
 *
 * @param qualifier an alias or a version; {@code $LATEST} when there is none
 */
record FunctionName(String name, Optional<String> qualifier) {
    private static final Pattern SHAPE = Pattern.compile("(?:arn:[\\w-]+:lambda:[\\w-]+:)?(?:\\d{12}:)?(?:function:)?"
            + "([a-zA-Z0-9-_]{1,64})(?::(\\$LATEST|[a-zA-Z0-9-_]{1,128}))?");

    FunctionName {
        requireNonNull(name, "name is null");
    }

    /** Parses {@code text}; throws {@code ValidationException} when it names no function. */
    static FunctionName parse(String text) {
        var matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new AwsException(
                    "ValidationException",
                    400,
                    "functionName '%s'; allowed are a name, name:qualifier or a function's ARN".formatted(text));
        }
        return new FunctionName(matcher.group(1), Optional.ofNullable(matcher.group(2)));
    }

    /** Returns this name with {@code other} as its qualifier, where that is given; two different ones are refused. */
    FunctionName qualified(Optional<String> other) {
        if (other.isPresent() && qualifier.isPresent() && !other.equals(qualifier)) {
            throw new AwsException(
                    "InvalidParameterValueException",
                    400,
                    "The derived qualifier from the function name does not match the specified qualifier.");
        }
        return other.isPresent() ? new FunctionName(name, other) : this;
    }
}

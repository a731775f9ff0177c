package dev.quartet.local.lambda;

import dev.quartet.local.core.AwsException;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What an alias may point to: <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html">one version, or two with a weight</a>.
 */
final class Aliases {
    private static final Pattern NAME = Pattern.compile("(?!^[0-9]+$)([a-zA-Z0-9-_]{1,128})");

    private Aliases() {}

    /** Throws {@code InvalidParameterValueException} or {@code ResourceNotFoundException} for what Lambda would refuse. */
    static void require(LambdaFunction function, Alias alias) {
        if (!NAME.matcher(alias.name()).matches()) {
            throw invalid("alias name '%s'; allowed are 1-128 letters, digits, '-', '_', not digits alone"
                    .formatted(alias.name()));
        }
        if (alias.weighted() && alias.version().equals(FunctionVersion.LATEST)) {
            throw invalid("$LATEST is not supported for an alias pointing to more than 1 version");
        }
        if (alias.weights().size() > 1) {
            throw invalid("Number of items in AdditionalVersionWeights cannot be greater than 1. (%s)"
                    .formatted(new TreeMap<>(alias.weights())));
        }
        alias.weights().forEach((version, weight) -> {
            if (!(weight >= 0 && weight <= 1)) {
                throw invalid("additionalVersionWeights[%s] is %s; allowed are 0 to 1".formatted(version, weight));
            }
            if (version.equals(FunctionVersion.LATEST) || version.equals(alias.version())) {
                throw invalid(
                        "Invalid function version %s. Function version of the additional version must be a published one other than the alias's own, %s"
                                .formatted(version, alias.version()));
            }
        });
        requireVersion(function, alias.version());
        alias.weights().keySet().forEach(version -> requireVersion(function, version));
    }

    private static void requireVersion(LambdaFunction function, String version) {
        if (function.version(version).isEmpty()) {
            throw new AwsException(
                    "ResourceNotFoundException",
                    404,
                    "Function not found: %s:%s (published are %s)"
                            .formatted(
                                    function.arn(),
                                    version,
                                    function.published().stream()
                                            .map(FunctionVersion::version)
                                            .toList()));
        }
    }

    private static AwsException invalid(String message) {
        return new AwsException("InvalidParameterValueException", 400, message);
    }
}

package dev.quartet.local.runtime;

/**
 * The environment variables that a Lambda runtime reads.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Defined runtime environment variables</a>
 */
final class Environment {
    private Environment() {}

    static String required(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("environment variable " + name + " is missing; the local cloud sets it");
        }
        return value;
    }

    static String optional(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? otherwise : value;
    }
}

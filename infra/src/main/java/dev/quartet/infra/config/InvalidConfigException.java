package dev.quartet.infra.config;

/** Thrown when a configuration value is not allowed; the message names the key, the value and what is allowed. */
public final class InvalidConfigException extends RuntimeException {
    InvalidConfigException(String message) {
        super(message);
    }

    static InvalidConfigException of(String key, Object value, String allowed) {
        return new InvalidConfigException(key + " is '" + value + "'; allowed: " + allowed);
    }
}

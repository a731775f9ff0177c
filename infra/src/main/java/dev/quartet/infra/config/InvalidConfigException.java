package dev.quartet.infra.config;

import com.pulumi.exceptions.RunException;

/**
 * Thrown when a configuration value is not allowed; the message names the key, the value and what is allowed. Pulumi shows
 * a RunException's message without a stack trace.
 */
public final class InvalidConfigException extends RunException {
    InvalidConfigException(String message) {
        super(message);
    }

    static InvalidConfigException of(String key, Object value, String allowed) {
        return new InvalidConfigException(key + " is '" + value + "'; allowed: " + allowed);
    }
}

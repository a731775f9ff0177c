package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

/**
 * An attribute of a message in SQS or SNS. Immutable.
 *
 * @param dataType {@code String}, {@code Number}, {@code Binary}, each perhaps with a suffix such as {@code Number.int}
 * @param value the text; of a binary, its Base64
 */
public record MessageAttribute(String dataType, String value) {
    public MessageAttribute {
        requireNonNull(dataType, "dataType is null");
        requireNonNull(value, "value is null");
    }

    /** Returns an attribute of type {@code String}. */
    public static MessageAttribute string(String value) {
        return new MessageAttribute("String", value);
    }

    /** Returns if the value is Base64. */
    public boolean binary() {
        return dataType.startsWith("Binary");
    }
}

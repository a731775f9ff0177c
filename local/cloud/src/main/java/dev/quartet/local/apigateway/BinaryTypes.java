package dev.quartet.local.apigateway;

import java.util.List;
import java.util.Locale;

/** An API's binary media types: {@code image/png}, {@code image/*} or everything. Immutable. */
record BinaryTypes(List<String> types) {
    BinaryTypes {
        types = types.stream().map(type -> type.toLowerCase(Locale.ROOT)).toList();
    }

    /** Returns if a body of {@code mediaType} (the first of an Accept header, a Content-Type) is bytes, not text. */
    boolean admits(String mediaType) {
        if (types.isEmpty()) {
            return false;
        }
        var type = mediaType.split("[;,]", 2)[0].strip().toLowerCase(Locale.ROOT);
        return types.stream()
                .anyMatch(binary -> binary.equals("*/*")
                        || binary.equals(type)
                        || (binary.endsWith("/*") && type.startsWith(binary.substring(0, binary.length() - 1))));
    }
}

package dev.quartet.infra.updates;

import com.pulumi.core.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What instances run when they start: a script whose head is plain assignments, from which its commands, and whoever runs
 * the server without an instance, take all they need; a line {@code # --} ends the head.
 */
final class UserData {
    /** AWS's limit, before Base64. */
    private static final int MAX_BYTES = 16_384;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/-]+");

    private final Map<String, Output<String>> head = new LinkedHashMap<>();

    UserData with(String name, Output<String> value) {
        head.put(name, value);
        return this;
    }

    UserData with(String name, String value) {
        return with(name, Output.of(value));
    }

    /** Returns the script with these commands, in Base64, as launch templates take it. */
    Output<String> encoded(String commands) {
        List<String> names = List.copyOf(head.keySet());
        return Output.all(List.copyOf(head.values())).applyValue(values -> {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                lines.add(assignment(names.get(i), values.get(i)));
            }
            return encode("#!/bin/bash\n" + String.join("\n", lines) + "\n# --\n" + commands);
        });
    }

    static String assignment(String name, String value) {
        if (!PLAIN.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    name + " is '" + value + "'; allowed in user data: letters, digits and . _ : / -");
        }
        return name + "=" + value;
    }

    private static String encode(String script) {
        byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "The user data has " + bytes.length + " bytes; allowed: " + MAX_BYTES + " at most");
        }
        return Base64.getEncoder().encodeToString(bytes);
    }
}

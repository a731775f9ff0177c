package dev.quartet.local.ses;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The header fields of a MIME message (RFC 5322) and all that follows them, as it is. Immutable. */
record RawMail(Map<String, String> headers, String body) {
    RawMail {
        headers = Map.copyOf(headers);
    }

    static RawMail parse(String message) {
        var text = message.replace("\r\n", "\n");
        var end = text.indexOf("\n\n");
        var head = end < 0 ? text : text.substring(0, end);
        var headers = new LinkedHashMap<String, String>();
        for (var line : head.replaceAll("\n[ \t]+", " ").split("\n")) {
            var colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT).trim(),
                        line.substring(colon + 1).trim());
            }
        }
        return new RawMail(headers, end < 0 ? "" : text.substring(end + 2));
    }

    Optional<String> from() {
        return Optional.ofNullable(headers.get("from"));
    }

    String subject() {
        return headers.getOrDefault("subject", "");
    }

    List<String> recipients() {
        var result = new ArrayList<String>();
        for (var name : new String[] {"to", "cc", "bcc"}) {
            for (var address : headers.getOrDefault(name, "").split(",")) {
                if (!address.isBlank()) {
                    result.add(address.trim());
                }
            }
        }
        return result;
    }
}

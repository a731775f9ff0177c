package dev.quartet.local.runtime;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One HTTP answer; header names in lower case. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and read once: a copy would only cost time
record HttpReply(int status, Map<String, String> headers, byte[] body) {
    @Nullable
    String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }
}

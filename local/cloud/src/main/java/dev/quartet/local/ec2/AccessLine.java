package dev.quartet.local.ec2;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of the update server's access log.
 *
 * @param bytes of the answer's body that were sent
 */
record AccessLine(int status, long bytes) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Reads {@code line}; empty when it is another line. */
    static Optional<AccessLine> read(String line) {
        if (!line.startsWith("{") || !line.contains("\"bytes\":") || !line.contains("\"path\":")) {
            return Optional.empty();
        }
        try {
            var node = JSON.readTree(line);
            return node.path("status").isInt() && node.path("bytes").isIntegralNumber()
                    ? Optional.of(new AccessLine(
                            node.path("status").asInt(), node.path("bytes").asLong()))
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Returns how much of it came out of a release's file. */
    long fileBytes() {
        return status == 200 || status == 206 ? bytes : 0;
    }
}

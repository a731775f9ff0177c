package dev.quartet.functions.services.calls;

import dev.quartet.functions.common.InvalidJsonException;
import dev.quartet.functions.common.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a neighbour answered. */
@SuppressWarnings("ArrayRecordComponent") // replies are never compared, and a body is read once
public record Reply(String neighbour, int status, byte[] body) {
    /** @throws UnavailableException if the body is no JSON object, as whatever answered is not the neighbour then */
    public Map<String, @Nullable Object> json() throws UnavailableException {
        try {
            return Json.object(body);
        } catch (InvalidJsonException e) {
            throw new UnavailableException(neighbour, "answered " + status + " with a body that " + e.getMessage());
        }
    }

    /** For a status that the neighbour's document does not have for such a call. */
    public UnavailableException unexpected() {
        return new UnavailableException(neighbour, "answered " + status);
    }
}

package dev.quartet.infra.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The configuration as Pulumi hands it to a program: one JSON object of full keys in an environment variable. */
public final class ProgramConfig {
    private ProgramConfig() {}

    /** Refuses keys under {@code quartet:} that this version does not know; {@code json} may be absent. */
    public static void refuseUnknownKeys(@Nullable String json) {
        if (json != null && !json.isBlank()) {
            Settings.refuseUnknownKeys(JsonMapper.shared()
                    .readValue(json, new TypeReference<Map<String, Object>>() {})
                    .keySet());
        }
    }
}

package dev.quartet.local.engine;

import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The AWS providers of a run: region and default tags of each, the default one's from the configuration. Thread-safe. */
final class Providers {
    static final String PREFIX = "pulumi:providers:";

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Settings> byUrn = new ConcurrentHashMap<>();
    private final Settings standard;

    Providers(StackConfig config) {
        var tags = config.values().get("aws:defaultTags");
        standard = new Settings(config.require("aws:region"), tags == null ? Map.of() : tags("aws:defaultTags", tags));
    }

    /** What a provider adds to its resources. */
    record Settings(String region, Map<String, String> defaultTags) {}

    /** Takes note of a provider resource; nested arguments of providers arrive as JSON texts. */
    void register(String urn, String type, Inputs inputs) {
        if (!type.equals(PREFIX + "aws")) {
            throw new ProvisionException("%s: the local cloud knows the provider aws only".formatted(type));
        }
        var tags = inputs.asMap().get("defaultTags");
        var settings = new Settings(
                inputs.optionalString("region").orElse(standard.region()),
                switch (tags) {
                    case null -> Map.of();
                    case String json -> tags(inputs.owner() + ".defaultTags", json);
                    default -> inputs.block("defaultTags").orElseThrow().texts("tags");
                });
        byUrn.put(urn, settings);
    }

    /** Returns the settings behind {@code reference}, {@code urn::id}, or the default provider's when it is empty. */
    Settings find(String reference) {
        if (reference.isEmpty()) {
            return standard;
        }
        var end = reference.lastIndexOf("::");
        var settings = end < 0 ? null : byUrn.get(reference.substring(0, end));
        if (settings == null) {
            throw new ProvisionException("no provider " + reference + " was registered");
        }
        return settings;
    }

    private static Map<String, String> tags(String property, String json) {
        var result = new LinkedHashMap<String, String>();
        try {
            JSON.readTree(json).path("tags").forEachEntry((key, value) -> result.put(key, value.asString()));
        } catch (JacksonException e) {
            throw new ProvisionException(property + " is not JSON: " + e.getOriginalMessage(), e);
        }
        return result;
    }
}

package dev.quartet.local.cloudfront.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * A distribution as the edge serves it. Immutable.
 *
 * @param domainName authority that viewers use; locally {@code localhost:46xx}
 * @param aliases alternate domain names that it also answers to
 * @param defaultRootObject served for {@code /}; empty for none
 * @param origins by id
 * @param originGroups by id
 * @param behaviors in order; the first whose pattern matches counts
 */
public record Distribution(
        String id,
        String arn,
        String domainName,
        List<String> aliases,
        boolean enabled,
        String defaultRootObject,
        Map<String, Origin> origins,
        Map<String, OriginGroup> originGroups,
        List<Behavior> behaviors,
        Behavior defaultBehavior,
        List<CustomErrorResponse> customErrorResponses) {
    public Distribution {
        requireNonNull(id, "id is null");
        requireNonNull(arn, "arn is null");
        requireNonNull(domainName, "domainName is null");
        requireNonNull(defaultRootObject, "defaultRootObject is null");
        requireNonNull(defaultBehavior, "defaultBehavior is null");
        aliases = List.copyOf(aliases);
        origins = Map.copyOf(origins);
        originGroups = Map.copyOf(originGroups);
        behaviors = List.copyOf(behaviors);
        customErrorResponses = List.copyOf(customErrorResponses);
        for (var group : originGroups.values()) {
            requireOrigin(id, origins, group.primaryId());
            requireOrigin(id, origins, group.secondaryId());
        }
        for (var behavior : behaviors) {
            requireTarget(id, origins, originGroups, behavior);
        }
        requireTarget(id, origins, originGroups, defaultBehavior);
    }

    /** Returns the behaviour for {@code path}. */
    public Behavior behavior(String path) {
        for (var behavior : behaviors) {
            if (behavior.pattern().matches(path)) {
                return behavior;
            }
        }
        return defaultBehavior;
    }

    private static void requireTarget(
            String id, Map<String, Origin> origins, Map<String, OriginGroup> groups, Behavior behavior) {
        if (!groups.containsKey(behavior.targetOriginId())) {
            requireOrigin(id, origins, behavior.targetOriginId());
        }
    }

    private static void requireOrigin(String id, Map<String, Origin> origins, String name) {
        if (!origins.containsKey(name)) {
            throw new IllegalArgumentException("distribution %s has no origin \"%s\"; it has %s"
                    .formatted(id, name, origins.keySet().stream().sorted().toList()));
        }
    }
}

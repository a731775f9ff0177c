package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of a registration: its id and the outputs beyond its echoed inputs. Immutable.
 *
 * @param running false when the resource is only recorded, because its effect is AWS's own
 */
public record Provisioned(String id, Map<String, Object> outputs, boolean running) {
    public Provisioned {
        requireNonNull(id, "id is null");
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /** Returns a resource that works locally. */
    public static Provisioned running(String id, Map<String, ?> outputs) {
        return new Provisioned(id, new LinkedHashMap<>(outputs), true);
    }

    /** Returns a resource that is shown as recorded and never counts as proof. */
    public static Provisioned recorded(String id, Map<String, ?> outputs) {
        return new Provisioned(id, new LinkedHashMap<>(outputs), false);
    }
}

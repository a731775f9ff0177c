package dev.quartet.infra.graph;

import java.util.List;
import java.util.Map;

/** One resource as the program registered it. */
public record Node(
        String type,
        String name,
        String urn,
        String parent,
        boolean custom,
        String id,
        Map<String, Object> inputs,
        Map<String, Object> outputs,
        List<String> dependencies,
        Map<String, List<String>> propertyDependencies,
        String provider,
        boolean protect) {
    /** Returns an input as text, or an empty text. */
    public String text(String key) {
        Object value = inputs.get(key);
        return value == null ? "" : value.toString();
    }
}

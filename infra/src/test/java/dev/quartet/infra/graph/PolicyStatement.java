package dev.quartet.infra.graph;

import java.util.List;
import java.util.Map;

/** A statement of a policy document and the resource whose input {@code key} it stands in. */
public record PolicyStatement(Node owner, String key, Map<String, Object> json) {
    public boolean allows() {
        return "Allow".equals(json.get("Effect"));
    }

    public List<String> actions() {
        return texts(json.get("Action"));
    }

    public List<String> resources() {
        return texts(json.getOrDefault("Resource", List.of()));
    }

    private static List<String> texts(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of(value.toString());
    }
}

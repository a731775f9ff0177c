package dev.quartet.infra.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Every resource that one run of the program registered, and the stack's outputs. */
public record StackGraph(String stack, String region, List<Node> nodes, Map<String, Object> exports) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Returns the resources of a type: {@code aws:s3/bucketV2:BucketV2}, or its last part alone. */
    public List<Node> of(String type) {
        return nodes.stream()
                .filter(node -> node.type().equals(type) || node.type().endsWith(":" + type))
                .toList();
    }

    /** Returns the one resource of a type with this name. */
    public Node one(String type, String name) {
        List<Node> found =
                of(type).stream().filter(node -> node.name().equals(name)).toList();
        if (found.size() != 1) {
            throw new AssertionError(type + " " + name + ": " + found.size() + " found; there are "
                    + of(type).stream().map(Node::name).toList());
        }
        return found.get(0);
    }

    /** Returns the resources that a property of this one refers to. */
    public List<Node> behind(Node node, String property) {
        List<String> urns = node.propertyDependencies().getOrDefault(property, List.of());
        return nodes.stream().filter(other -> urns.contains(other.urn())).toList();
    }

    /** Returns whether one must exist before the other, over any number of steps. */
    public boolean waitsFor(Node node, Node other) {
        return reach(node, new HashSet<>()).contains(other.urn());
    }

    private Set<String> reach(Node node, Set<String> seen) {
        for (String urn : node.dependencies()) {
            if (seen.add(urn)) {
                nodes.stream().filter(n -> n.urn().equals(urn)).forEach(n -> reach(n, seen));
            }
        }
        return seen;
    }

    /** Returns the statements of every policy document in the graph, with the resource that has it. */
    public Stream<PolicyStatement> statements() {
        return nodes.stream().flatMap(node -> Stream.of("policy", "assumeRolePolicy")
                .filter(key -> node.inputs().get(key) instanceof String)
                .flatMap(key -> statements(node, key)));
    }

    private static Stream<PolicyStatement> statements(Node node, String key) {
        Map<String, Object> document = JSON.readValue(node.text(key), new TypeReference<>() {});
        List<Map<String, Object>> statements =
                JSON.convertValue(document.get("Statement"), new TypeReference<List<Map<String, Object>>>() {});
        return statements.stream().map(statement -> new PolicyStatement(node, key, statement));
    }

    /** Returns the dump that provider checks read. */
    public String toJson() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", "pulumi-graph/1");
        document.put("project", "quartet");
        document.put("stack", stack);
        document.put("config", Map.of("aws:region", region));
        document.put("exports", exports);
        document.put("resources", new ArrayList<>(nodes));
        return JSON.writeValueAsString(document);
    }
}

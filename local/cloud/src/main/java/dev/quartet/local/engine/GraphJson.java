package dev.quartet.local.engine;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes a run's resources as {@code pulumi-graph/1}: arguments as registered, outputs that were made up beside them. */
final class GraphJson {
    private static final JsonMapper JSON = new JsonMapper();

    private GraphJson() {}

    static String write(Program program, List<GraphNode> nodes, Struct exports) {
        var document = new LinkedHashMap<String, Object>();
        document.put("format", "pulumi-graph/1");
        document.put("project", program.project());
        document.put("stack", program.stack());
        document.put("config", program.config().values());
        document.put("exports", plain(exports, Set.of()));
        document.put("resources", nodes.stream().map(GraphJson::node).toList());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    }

    private static Map<String, Object> node(GraphNode node) {
        var request = node.request();
        var result = new LinkedHashMap<String, Object>();
        result.put("type", request.getType());
        result.put("name", request.getName());
        result.put("urn", node.urn());
        result.put("custom", request.getCustom());
        result.put("parent", request.getParent());
        if (request.getCustom()) {
            result.put("id", node.id());
        }
        result.put("inputs", plain(request.getObject(), Set.of()));
        // What echoes an input is the program's own, not made up.
        result.put(
                "outputs",
                plain(
                        Structs.struct(node.outputs()),
                        request.getObject().getFieldsMap().keySet()));
        result.put("dependencies", node.dependencies());
        var byProperty = new TreeMap<String, Object>();
        request.getPropertyDependenciesMap().forEach((property, urns) -> {
            if (urns.getUrnsCount() > 0) {
                byProperty.put(property, List.copyOf(urns.getUrnsList()));
            }
        });
        result.put("propertyDependencies", byProperty);
        result.put("provider", request.getProvider());
        result.put("protect", request.getProtect());
        result.put("aliases", aliases(node));
        result.put("ignoreChanges", List.copyOf(request.getIgnoreChangesList()));
        result.put("state", node.running() ? "running" : "recorded");
        return result;
    }

    private static List<String> aliases(GraphNode node) {
        var result = new ArrayList<>(node.request().getAliasURNsList());
        for (var alias : node.request().getAliasesList()) {
            result.add(alias.hasUrn() ? alias.getUrn() : alias.getSpec().getName());
        }
        return result;
    }

    private static Map<String, Object> plain(Struct struct, Set<String> except) {
        var result = new TreeMap<String, Object>();
        struct.getFieldsMap().forEach((key, value) -> {
            var plain = except.contains(key) ? null : plain(value);
            if (plain != null) {
                result.put(key, plain);
            }
        });
        return result;
    }

    private static @Nullable Object plain(Value value) {
        return switch (value.getKindCase()) {
            case STRING_VALUE -> value.getStringValue();
            case NUMBER_VALUE -> number(value.getNumberValue());
            case BOOL_VALUE -> value.getBoolValue();
            case LIST_VALUE ->
                value.getListValue().getValuesList().stream()
                        .map(GraphJson::plain)
                        .filter(element -> element != null)
                        .toList();
            case STRUCT_VALUE -> marked(value);
            case NULL_VALUE, KIND_NOT_SET -> null;
        };
    }

    private static Object number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1L << 53 ? (Object) (long) number : (Object) number;
    }

    private static @Nullable Object marked(Value value) {
        var struct = value.getStructValue();
        var fields = struct.getFieldsMap();
        return switch (Signatures.of(value)) {
            case Signatures.SECRET, Signatures.OUTPUT -> {
                var inner = fields.get("value");
                yield inner == null ? Signatures.UNKNOWN : plain(inner);
            }
            case Signatures.ASSET -> Map.of("$asset", plain(struct, Set.of(Signatures.KEY, "hash")));
            case Signatures.ARCHIVE -> Map.of("$archive", plain(struct, Set.of(Signatures.KEY, "hash")));
            case Signatures.RESOURCE -> Signatures.text(struct, fields.containsKey("id") ? "id" : "urn");
            default -> plain(struct, Set.of());
        };
    }
}

package dev.quartet.local.dax;

import dev.quartet.local.core.AwsException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A projection expression. The item cache holds whole items, so it is applied here. See <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html">Projection
 * expressions</a>. Immutable.
 */
final class Projection {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern PATH =
            Pattern.compile("\\s*#?[A-Za-z0-9_]+(?:\\[\\d{1,5}])*(?:\\.#?[A-Za-z0-9_]+(?:\\[\\d{1,5}])*)*\\s*");
    private static final Pattern STEP = Pattern.compile("(#?[A-Za-z0-9_]+)|\\[(\\d+)]");

    private final Selection root;

    private Projection(Selection root) {
        this.root = root;
    }

    /** Parses the expression of {@code request}; throws a ValidationException for a wrong one. */
    static Projection of(JsonNode request) {
        var expression = request.path("ProjectionExpression").asString("");
        var root = new Selection();
        for (var path : expression.split(",", -1)) {
            if (!PATH.matcher(path).matches()) {
                throw invalid("Syntax error; token: \"" + path.strip() + "\"");
            }
            var selection = root;
            var steps = STEP.matcher(path);
            while (steps.find()) {
                selection = step(selection, steps, request.path("ExpressionAttributeNames"));
            }
            selection.whole = true;
        }
        return new Projection(root);
    }

    /** Returns the parts of {@code item} that are asked for. */
    ObjectNode apply(ObjectNode item) {
        return fields(root, item);
    }

    private static Selection step(Selection selection, Matcher step, JsonNode names) {
        if (step.group(2) != null) {
            return selection.indexes.computeIfAbsent(Integer.valueOf(step.group(2)), i -> new Selection());
        }
        var name = step.group(1);
        if (name.startsWith("#")) {
            var meant = names.path(name).asString("");
            if (meant.isEmpty()) {
                throw invalid("An expression attribute name used in the document path is not defined; attribute name: "
                        + name);
            }
            name = meant;
        }
        return selection.fields.computeIfAbsent(name, n -> new Selection());
    }

    private static ObjectNode fields(Selection selection, ObjectNode attributes) {
        var result = JSON.createObjectNode();
        selection.fields.forEach((name, inner) -> {
            var value = attributes.get(name);
            var selected = value == null ? null : value(inner, value);
            if (selected != null) {
                result.set(name, selected);
            }
        });
        return result;
    }

    /** Returns the selected part of an attribute value ({@code {"S": …}}, …), null when there is none. */
    private static @Nullable JsonNode value(Selection selection, JsonNode value) {
        if (selection.whole) {
            return value;
        }
        if (!selection.fields.isEmpty() && value.get("M") instanceof ObjectNode map) {
            var inner = fields(selection, map);
            return inner.isEmpty() ? null : JSON.createObjectNode().set("M", inner);
        }
        var list = value.path("L");
        var parts = JSON.createArrayNode();
        selection.indexes.forEach((index, inner) -> {
            var element = list.get(index);
            var selected = element == null ? null : value(inner, element);
            if (selected != null) {
                parts.add(selected);
            }
        });
        return parts.isEmpty() ? null : JSON.createObjectNode().set("L", parts);
    }

    private static AwsException invalid(String why) {
        return new AwsException("ValidationException", 400, "Invalid ProjectionExpression: " + why);
    }

    /** A node of the tree of all paths. */
    private static final class Selection {
        private final Map<String, Selection> fields = new LinkedHashMap<>();
        private final Map<Integer, Selection> indexes = new TreeMap<>();
        private boolean whole;
    }
}

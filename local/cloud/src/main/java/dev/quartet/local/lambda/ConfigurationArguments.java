package dev.quartet.local.lambda;

import dev.quartet.local.core.AwsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Reads UpdateFunctionConfiguration's input in the program's names: {@code MemorySize} is {@code memorySize}. */
final class ConfigurationArguments {
    private static final Set<String> KNOWN = Set.of(
            "Description",
            "Environment",
            "EphemeralStorage",
            "Handler",
            "LoggingConfig",
            "MemorySize",
            "Role",
            "Runtime",
            "SnapStart",
            "Timeout",
            "TracingConfig",
            "VpcConfig");
    private static final Set<String> ELSEWHERE = Set.of("FunctionName", "RevisionId");

    private ConfigurationArguments() {}

    /** Returns the arguments that {@code input} gives; throws {@code InvalidParameterValueException} for others. */
    static Map<String, Object> of(JsonNode input) {
        var result = new LinkedHashMap<String, Object>();
        for (var entry : input.properties()) {
            if (ELSEWHERE.contains(entry.getKey()) || entry.getValue().isNull()) {
                continue;
            }
            if (!KNOWN.contains(entry.getKey())) {
                throw new AwsException(
                        "InvalidParameterValueException",
                        400,
                        "%s: the local cloud changes %s only".formatted(entry.getKey(), new TreeSet<>(KNOWN)));
            }
            result.put(camel(entry.getKey()), value(entry.getKey(), entry.getValue()));
        }
        return result;
    }

    private static Object value(String name, JsonNode node) {
        if (node.isObject()) {
            var map = new LinkedHashMap<String, Object>();
            // Variables keep their names; everything else is an argument.
            node.properties()
                    .forEach(entry -> map.put(
                            name.equals("Variables") ? entry.getKey() : camel(entry.getKey()),
                            value(entry.getKey(), entry.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(element -> list.add(value(name, element)));
            return list;
        }
        return node.isNumber()
                ? (Object) node.asDouble()
                : node.isBoolean() ? (Object) node.asBoolean() : node.asString();
    }

    private static String camel(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}

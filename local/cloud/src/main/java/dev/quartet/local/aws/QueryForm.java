package dev.quartet.local.aws;

import dev.quartet.local.core.AwsException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parameters of a query/XML request as a tree: {@code A.member.2.B} is the second element of array A, {@code
 * A.entry.1.key} and {@code A.entry.1.value} (SNS: {@code Name}, {@code Value}) a pair of map A. Values are texts. See
 * <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">Smithy</a>.
 */
public final class QueryForm {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_ELEMENTS = 10_000;
    private static final int DEEPEST = 24;

    private QueryForm() {}

    /** Parses {@code a=1&b=2}; throws {@link AwsException} {@code MalformedQueryString} for what cannot be decoded. */
    public static Map<String, String> parse(String form) {
        var result = new LinkedHashMap<String, String>();
        for (var pair : form.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            var equals = pair.indexOf('=');
            try {
                result.put(
                        decode(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decode(pair.substring(equals + 1)));
            } catch (IllegalArgumentException e) {
                throw new AwsException("MalformedQueryString", 400, "The query string contains a syntax error.");
            }
        }
        return result;
    }

    /** Returns {@code parameters} as a tree. */
    public static ObjectNode tree(Map<String, String> parameters) {
        if (parameters.size() > MOST_ELEMENTS) {
            throw new AwsException("MalformedInput", 400, "More than " + MOST_ELEMENTS + " parameters");
        }
        var root = new Branch();
        parameters.forEach((name, value) -> {
            var branch = root;
            var parts = name.split("\\.");
            if (parts.length > DEEPEST) {
                throw new AwsException("MalformedInput", 400, "A parameter is nested too deeply");
            }
            for (var part : parts) {
                branch = branch.children.computeIfAbsent(part, p -> new Branch());
            }
            branch.value = value;
        });
        return root.object();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** A node of the tree while it grows. */
    private static final class Branch {
        private final Map<String, Branch> children = new LinkedHashMap<>();
        private String value = "";

        ObjectNode object() {
            var result = NODES.objectNode();
            children.forEach((name, child) -> result.set(name, child.node()));
            return result;
        }

        private JsonNode node() {
            if (children.isEmpty()) {
                return NODES.stringNode(value);
            }
            if (children.size() == 1) {
                var member = children.get("member");
                if (member != null && member.numbered()) {
                    return member.array();
                }
                var entry = children.get("entry");
                if (entry != null && entry.numbered()) {
                    return entry.map();
                }
            }
            return object();
        }

        private boolean numbered() {
            return !children.isEmpty() && children.keySet().stream().allMatch(k -> k.matches("[0-9]{1,6}"));
        }

        private Map<Integer, Branch> inOrder() {
            var result = new TreeMap<Integer, Branch>();
            children.forEach((index, child) -> result.put(Integer.valueOf(index), child));
            return result;
        }

        private JsonNode array() {
            var result = NODES.arrayNode();
            inOrder().values().forEach(child -> result.add(child.node()));
            return result;
        }

        private JsonNode map() {
            var result = NODES.objectNode();
            for (var pair : inOrder().values()) {
                var key = pair.children.getOrDefault("key", pair.children.get("Name"));
                var of = pair.children.getOrDefault("value", pair.children.get("Value"));
                if (key == null || of == null) {
                    throw new AwsException("MalformedInput", 400, "A map entry needs a key and a value");
                }
                result.set(key.value, of.node());
            }
            return result;
        }
    }
}

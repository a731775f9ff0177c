package dev.quartet.infra.graph;

import com.pulumi.core.annotations.Export;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes up the outputs of a resource: texts that occur nowhere else, so that whoever mentions one can be found. */
final class Invented {
    /** Blocks that AWS answers; all other blocks are arguments, which a program that leaves them out does not read. */
    private static final Set<String> COMPUTED_BLOCKS =
            Set.of("domainValidationOptions", "dkimSigningAttributes", "domainNameConfiguration");

    private static final int DKIM_TOKENS = 3;

    private Invented() {}

    static String id(String type, String name) {
        return "made." + shortType(type) + "." + name + ".id";
    }

    static Map<String, Object> outputs(Class<?> resource, String type, String name, Map<String, Object> inputs) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        for (Class<?> c = resource; c != null; c = c.getSuperclass()) {
            for (var field : c.getDeclaredFields()) {
                Export export = field.getAnnotation(Export.class);
                if (export == null
                        || List.of("urn", "id").contains(export.name())
                        || (inputs.containsKey(export.name()) && !COMPUTED_BLOCKS.contains(export.name()))) {
                    continue;
                }
                Object value = COMPUTED_BLOCKS.contains(export.name())
                        ? blocks(export.refs(), type, name, export.name())
                        : value(export.refs(), type, name, export.name());
                if (value != null) {
                    outputs.put(export.name(), completed(value, inputs.get(export.name())));
                }
            }
        }
        return outputs;
    }

    /** AWS adds to a block that the program gave a part of. */
    private static Object completed(Object made, @Nullable Object given) {
        if (made instanceof Map<?, ?> block && given instanceof Map<?, ?> part) {
            Map<Object, Object> whole = new LinkedHashMap<>(block);
            whole.putAll(part);
            return whole;
        }
        return made;
    }

    private static Object value(Class<?>[] refs, String type, String name, String output) {
        Class<?> kind = refs.length == 0 ? String.class : refs[0];
        if (kind == String.class) {
            return text(type, name, output);
        }
        if (kind == Integer.class) {
            return (double) (1_000_000 + Math.floorMod((type + name + output).hashCode(), 1_000_000));
        }
        if (kind == Boolean.class) {
            return false;
        }
        if (kind == List.class && refs.length > 1 && refs[1] == String.class) {
            return List.of(text(type, name, output + ".0"));
        }
        return kind == Map.class ? Map.of() : null;
    }

    private static Object blocks(Class<?>[] refs, String type, String name, String output) {
        return refs[0] == List.class
                ? List.of(block(refs[1], type, name, output + ".0"))
                : block(refs[0], type, name, output);
    }

    private static Map<String, Object> block(Class<?> block, String type, String name, String path) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (var field : block.getDeclaredFields()) {
            String output = path + "." + field.getName();
            if (field.getType() == String.class) {
                values.put(field.getName(), text(type, name, output));
            } else if (field.getType() == List.class) {
                values.put(
                        field.getName(),
                        IntStream.range(0, DKIM_TOKENS)
                                .mapToObj(i -> text(type, name, output + "." + i))
                                .toList());
            }
        }
        return values;
    }

    private static String text(String type, String name, String output) {
        String unique = "made." + shortType(type) + "." + name + "." + output;
        String lower = output.toLowerCase(Locale.ROOT);
        if (lower.endsWith("arn")) {
            String service = type.substring(type.indexOf(':') + 1, type.indexOf('/'));
            return "arn:aws:" + service + ":ap-northeast-1:123456789012:" + unique;
        }
        return lower.endsWith("url") ? "https://" + unique : unique;
    }

    private static String shortType(String type) {
        return type.substring(type.lastIndexOf(':') + 1);
    }
}

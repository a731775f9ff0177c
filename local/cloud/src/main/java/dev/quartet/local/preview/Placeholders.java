package dev.quartet.local.preview;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes up one resource's outputs from its class: each text is unique in the graph, so that whoever reads the graph finds
 * it again inside policies and URLs. The same program gives the same texts. The classes are the program's own, so their
 * annotations are read by name.
 */
final class Placeholders {
    private static final int DEEPEST = 3;
    /** Blocks to which AWS adds; of all others a program reads back only what it gave. */
    private static final Set<String> COMPLETED_BLOCKS = Set.of("domainNameConfiguration");

    private static final String ACCOUNT = "123456789012";
    /** Numbers are placeholders from here on. */
    private static final int FIRST_NUMBER = 1_000_000;

    private final String type;
    private final String name;
    private final String region;

    Placeholders(String type, String name, String region) {
        this.type = type;
        this.name = name;
        this.region = region;
    }

    String id() {
        return text("id");
    }

    /** Returns a value for each output that {@code resource} declares, but those that {@code inputs} give. */
    Map<String, Object> outputs(Class<?> resource, Map<String, ?> inputs) {
        var result = new TreeMap<String, Object>();
        for (Class<?> owner = resource; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
            for (var field : owner.getDeclaredFields()) {
                exportedName(field)
                        .filter(output -> !inputs.containsKey(output) || COMPLETED_BLOCKS.contains(output))
                        .ifPresent(output -> {
                            var value = value(argument(field.getGenericType()), output, 0);
                            if (value != null) {
                                result.put(output, added(value, inputs.get(output)));
                            }
                        });
            }
        }
        result.remove("id");
        result.remove("urn");
        return result;
    }

    /** Returns what of a made-up block was not given. */
    private static Object added(Object made, @Nullable Object given) {
        if (made instanceof Map<?, ?> block && given instanceof Map<?, ?> part) {
            var rest = new TreeMap<Object, Object>(block);
            rest.keySet().removeAll(part.keySet());
            return rest;
        }
        return made;
    }

    private @Nullable Object value(Type declared, String path, int depth) {
        var raw = declared instanceof ParameterizedType parameterized ? parameterized.getRawType() : declared;
        if (raw == Optional.class) {
            return value(argument(declared), path, depth);
        }
        if (raw == String.class) {
            return text(path);
        }
        if (raw == Integer.class || raw == Double.class) {
            return (double) (FIRST_NUMBER + Math.floorMod(hash(path).hashCode(), Integer.MAX_VALUE - FIRST_NUMBER));
        }
        if (raw == Boolean.class) {
            return false;
        }
        if (raw == Map.class) {
            return Map.of();
        }
        if (raw == List.class) {
            var element = depth < DEEPEST ? value(argument(declared), path + ".0", depth + 1) : null;
            return element == null ? List.of() : List.of(element);
        }
        return raw instanceof Class<?> nested && depth < DEEPEST ? block(nested, path, depth + 1) : null;
    }

    /** Returns a nested block's properties, which its builder's setters name. */
    private @Nullable Map<String, Object> block(Class<?> nested, String path, int depth) {
        for (var builder : nested.getDeclaredClasses()) {
            if (builder.getSimpleName().equals("Builder")) {
                var result = new TreeMap<String, Object>();
                for (var setter : builder.getMethods()) {
                    setterName(setter).ifPresent(property -> {
                        var value = value(setter.getGenericParameterTypes()[0], path + "." + property, depth);
                        if (value != null) {
                            result.put(property, value);
                        }
                    });
                }
                return result;
            }
        }
        return null;
    }

    private String text(String path) {
        var last = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        var text = name + "-" + path.replace('.', '-') + "-" + hash(path);
        if (last.endsWith("arn")) {
            return "arn:aws:%s:%s:%s:%s".formatted(type.split("[:/]")[1], region, ACCOUNT, text);
        }
        if (last.endsWith("zoneid")) {
            return "Z" + hash(path).toUpperCase(Locale.ROOT); // Route 53 takes 32 characters at most
        }
        return last.endsWith("url") ? "https://" + text.toLowerCase(Locale.ROOT) + ".example" : text;
    }

    private String hash(String path) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest((type + "|" + name + "|" + path).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Type argument(Type generic) {
        return generic instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[0]
                : Object.class;
    }

    private static Optional<String> exportedName(Field field) {
        return annotation(field.getAnnotations(), "Export")
                .map(found -> element(found, "name").orElse(""))
                .map(output -> output.isEmpty() ? field.getName() : output);
    }

    private static Optional<String> setterName(Method method) {
        if (method.getParameterCount() != 1 || method.isVarArgs()) {
            return Optional.empty();
        }
        return annotation(method.getAnnotations(), "Setter")
                .map(found -> element(found, "value").orElse(""))
                .map(property -> property.isEmpty() ? method.getName() : property);
    }

    private static Optional<java.lang.annotation.Annotation> annotation(
            java.lang.annotation.Annotation[] annotations, String simpleName) {
        for (var annotation : annotations) {
            if (annotation.annotationType().getSimpleName().equals(simpleName)) {
                return Optional.of(annotation);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> element(java.lang.annotation.Annotation annotation, String element) {
        try {
            return Optional.of(
                    (String) annotation.annotationType().getMethod(element).invoke(annotation));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }
}

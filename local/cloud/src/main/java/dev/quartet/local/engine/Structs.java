package dev.quartet.local.engine;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.quartet.local.core.Asset;
import dev.quartet.local.core.ProvisionException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns Pulumi's Structs into what handlers read, and their outputs into Structs. */
final class Structs {
    private Structs() {}

    /** Returns plain values: secrets and outputs unwrapped, assets with absolute paths. */
    static Map<String, Object> plain(Struct struct, Path base) {
        var result = new LinkedHashMap<String, Object>();
        struct.getFieldsMap().forEach((key, value) -> {
            var plain = plain(value, base);
            if (plain != null) {
                result.put(key, plain);
            }
        });
        return result;
    }

    static @Nullable Object plain(Value value, Path base) {
        return switch (value.getKindCase()) {
            case STRING_VALUE -> known(value.getStringValue());
            case NUMBER_VALUE -> value.getNumberValue();
            case BOOL_VALUE -> value.getBoolValue();
            case LIST_VALUE -> list(value.getListValue(), base);
            case STRUCT_VALUE -> struct(value, base);
            case NULL_VALUE, KIND_NOT_SET -> null;
        };
    }

    /** Returns {@code struct} as it is echoed to the program: secrets stay secrets, outputs become their values. */
    static Struct echo(Struct struct) {
        var result = Struct.newBuilder();
        struct.getFieldsMap().forEach((key, value) -> result.putFields(key, echo(value)));
        return result.build();
    }

    /** Writes a handler's value; throws {@link IllegalArgumentException} for a kind that has no place in a Struct. */
    static Value of(@Nullable Object value) {
        return switch (value) {
            case null -> Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build();
            case String text -> text(text);
            case Boolean flag -> Value.newBuilder().setBoolValue(flag).build();
            case Number number ->
                Value.newBuilder().setNumberValue(number.doubleValue()).build();
            case Map<?, ?> map -> Value.newBuilder().setStructValue(struct(map)).build();
            case Iterable<?> elements -> {
                var list = ListValue.newBuilder();
                elements.forEach(element -> list.addValues(of(element)));
                yield Value.newBuilder().setListValue(list).build();
            }
            case Optional<?> optional -> of(optional.orElse(null));
            default -> throw new IllegalArgumentException("no Struct value for a " + value.getClass());
        };
    }

    static Struct struct(Map<?, ?> map) {
        var result = Struct.newBuilder();
        map.forEach((key, value) -> result.putFields(String.valueOf(key), of(value)));
        return result.build();
    }

    static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    private static String known(String text) {
        if (text.equals(Signatures.UNKNOWN)) {
            throw new ProvisionException("an argument depends on a value that is not known yet");
        }
        return text;
    }

    private static List<Object> list(ListValue list, Path base) {
        var result = new ArrayList<Object>();
        for (var element : list.getValuesList()) {
            var plain = plain(element, base);
            if (plain != null) {
                result.add(plain);
            }
        }
        return result;
    }

    private static @Nullable Object struct(Value value, Path base) {
        var struct = value.getStructValue();
        return switch (Signatures.of(value)) {
            case "" -> plain(struct, base);
            case Signatures.SECRET, Signatures.OUTPUT -> {
                var inner = struct.getFieldsMap().get("value");
                if (inner == null) {
                    throw new ProvisionException("an argument depends on a value that is not known yet");
                }
                yield plain(inner, base);
            }
            case Signatures.ASSET -> asset(struct, false, base);
            case Signatures.ARCHIVE -> asset(struct, true, base);
            case Signatures.RESOURCE -> {
                var id = Signatures.text(struct, "id");
                yield id.isEmpty() ? Signatures.text(struct, "urn") : id;
            }
            default -> throw new ProvisionException("a value of a kind that is not known: " + Signatures.of(value));
        };
    }

    private static Asset asset(Struct struct, boolean archive, Path base) {
        var path = Signatures.text(struct, "path");
        if (!path.isEmpty()) {
            return new Asset(archive, Optional.of(base.resolve(path).normalize()), Optional.empty());
        }
        if (struct.containsFields("text")) {
            return new Asset(archive, Optional.empty(), Optional.of(Signatures.text(struct, "text")));
        }
        throw new ProvisionException(
                "an asset must be a file, a folder or a text; the local cloud fetches no other kind");
    }

    private static Value echo(Value value) {
        if (value.hasListValue()) {
            var list = ListValue.newBuilder();
            value.getListValue().getValuesList().forEach(element -> list.addValues(echo(element)));
            return Value.newBuilder().setListValue(list).build();
        }
        if (!value.hasStructValue()) {
            return value;
        }
        return switch (Signatures.of(value)) {
            case "" ->
                Value.newBuilder().setStructValue(echo(value.getStructValue())).build();
            case Signatures.OUTPUT -> output(value.getStructValue());
            default -> value;
        };
    }

    private static Value output(Struct output) {
        var value = output.getFieldsMap().get("value");
        var echoed = value == null ? text(Signatures.UNKNOWN) : echo(value);
        var secret = output.getFieldsMap().get("secret");
        return secret != null && secret.getBoolValue() ? Signatures.secret(echoed) : echoed;
    }
}

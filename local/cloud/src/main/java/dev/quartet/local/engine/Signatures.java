package dev.quartet.local.engine;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;

/** How Pulumi marks special values inside a Struct: an object with this key, and what the key says. */
final class Signatures {
    static final String KEY = "4dabf18193072939515e22adb298388d";
    static final String ASSET = "c44067f5952c0a294b673a41bacd8c17";
    static final String ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
    static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";
    static final String RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
    static final String OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

    /** A value that is not known yet, in a preview. */
    static final String UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private Signatures() {}

    /** Returns the signature of {@code value}, or the empty text when it is an ordinary value. */
    static String of(Value value) {
        return value.hasStructValue() ? text(value.getStructValue(), KEY) : "";
    }

    static String text(Struct struct, String key) {
        var value = struct.getFieldsMap().get(key);
        return value == null ? "" : value.getStringValue();
    }

    static Value secret(Value value) {
        var marked = Struct.newBuilder().putFields(KEY, Structs.text(SECRET)).putFields("value", value);
        return Value.newBuilder().setStructValue(marked).build();
    }
}

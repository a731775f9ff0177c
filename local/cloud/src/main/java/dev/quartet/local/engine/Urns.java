package dev.quartet.local.engine;

/** Pulumi's resource names: {@code urn:pulumi:stack::project::parentType$type::name}. */
final class Urns {
    static final String STACK_TYPE = "pulumi:pulumi:Stack";

    private Urns() {}

    /** Returns the URN of a resource below {@code parent} (empty for none); the root stack adds nothing to types. */
    static String of(String stack, String project, String parent, String type, String name) {
        var parentType = parent.isEmpty() ? "" : qualifiedType(parent);
        var qualified = parentType.isEmpty() || parentType.equals(STACK_TYPE) ? type : parentType + "$" + type;
        return "urn:pulumi:%s::%s::%s::%s".formatted(stack, project, qualified, name);
    }

    /** Returns the third part, with the types of the parents. */
    static String qualifiedType(String urn) {
        var parts = urn.split("::", 4);
        return parts.length == 4 ? parts[2] : "";
    }

    /** Returns the name, the last part. */
    static String name(String urn) {
        var parts = urn.split("::", 4);
        return parts.length == 4 ? parts[3] : urn;
    }

    /** Returns the resource's own type, without those of its parents. */
    static String type(String urn) {
        var types = qualifiedType(urn);
        return types.substring(types.lastIndexOf('$') + 1);
    }
}

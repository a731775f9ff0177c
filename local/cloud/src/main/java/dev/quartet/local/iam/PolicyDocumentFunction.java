package dev.quartet.local.iam;

import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code aws.iam.getPolicyDocument}: statements in, JSON out, as the provider composes it. */
final class PolicyDocumentFunction {
    private static final JsonMapper JSON = JsonMapper.shared();

    private PolicyDocumentFunction() {}

    static Map<String, Object> call(Inputs arguments) {
        if (arguments.has("sourceJson") || arguments.has("overrideJson")) {
            throw new ProvisionException(
                    "aws.iam.getPolicyDocument: sourceJson and overrideJson are not emulated; use sourcePolicyDocuments");
        }
        var document = JSON.createObjectNode();
        document.put("Version", arguments.optionalString("version").orElse("2012-10-17"));
        arguments.optionalString("policyId").ifPresent(id -> document.put("Id", id));
        var statements = document.putArray("Statement");
        arguments.strings("sourcePolicyDocuments").forEach(json -> merge(statements, json));
        arguments.blocks("statements").forEach(block -> override(statements, statement(block)));
        for (var json : arguments.strings("overridePolicyDocuments")) {
            var more = JSON.createArrayNode();
            merge(more, json);
            more.forEach(statement -> override(statements, (ObjectNode) statement));
        }
        var json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
        var result = new HashMap<>(arguments.asMap());
        result.put("json", json);
        result.put("minifiedJson", document.toString());
        result.put("id", Integer.toUnsignedString(json.hashCode()));
        return result;
    }

    private static void merge(ArrayNode statements, String json) {
        try {
            var statement = JSON.readTree(json).path("Statement");
            for (var node : statement.isArray() ? statement : List.of(statement)) {
                statements.add(node);
            }
        } catch (JacksonException e) {
            throw new ProvisionException("aws.iam.getPolicyDocument: not a policy document: " + json, e);
        }
    }

    /** A statement replaces the one with its sid. */
    private static void override(ArrayNode statements, ObjectNode statement) {
        var sid = statement.path("Sid").asString("");
        for (var i = 0; i < statements.size() && !sid.isEmpty(); i++) {
            if (statements.get(i).path("Sid").asString("").equals(sid)) {
                statements.set(i, statement);
                return;
            }
        }
        statements.add(statement);
    }

    private static ObjectNode statement(Inputs block) {
        var result = JSON.createObjectNode();
        block.optionalString("sid").ifPresent(sid -> result.put("Sid", sid));
        result.put("Effect", block.optionalString("effect").orElse("Allow"));
        texts(result, "Action", block.strings("actions"));
        texts(result, "NotAction", block.strings("notActions"));
        texts(result, "Resource", block.strings("resources"));
        texts(result, "NotResource", block.strings("notResources"));
        principals(result, "Principal", block.blocks("principals"));
        principals(result, "NotPrincipal", block.blocks("notPrincipals"));
        for (var condition : block.blocks("conditions")) {
            var test = result.withObject("/Condition").withObject("/" + condition.string("test"));
            texts(test, condition.string("variable"), condition.strings("values"));
        }
        return result;
    }

    private static void principals(ObjectNode statement, String element, List<Inputs> principals) {
        for (var principal : principals) {
            var type = principal.string("type");
            if (type.equals("*")) {
                statement.put(element, "*");
            } else {
                texts(statement.withObject("/" + element), type, principal.strings("identifiers"));
            }
        }
    }

    /** One value stands alone, several in a list; {@code &{…}} is how variables are written in programs. */
    private static void texts(ObjectNode node, String element, List<String> values) {
        var plain = values.stream().map(v -> v.replace("&{", "${")).toList();
        if (plain.size() == 1) {
            node.put(element, plain.getFirst());
        } else if (!plain.isEmpty()) {
            var array = node.putArray(element);
            plain.forEach(array::add);
        }
    }
}

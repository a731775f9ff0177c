package dev.quartet.local.iam;

import dev.quartet.local.core.ProvisionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A policy document, understood whole or refused. See <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">IAM's grammar</a>. Immutable.
 */
record PolicyDocument(List<Statement> statements) {
    /** What a policy hangs on: it decides which elements it must have. */
    enum Kind {
        IDENTITY,
        RESOURCE,
        TRUST
    }

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> TOP = Set.of("Version", "Id", "Statement");
    private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");
    private static final Set<String> ELEMENTS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");

    PolicyDocument {
        statements = List.copyOf(statements);
    }

    /**
     * Parses {@code json}; throws {@link ProvisionException} {@code MalformedPolicyDocument} naming {@code policy} and what is
     * not understood.
     */
    static PolicyDocument parse(String policy, Kind kind, String json) {
        try {
            return new PolicyDocument(statements(policy, kind, JSON.readTree(json)));
        } catch (JacksonException e) {
            throw new ProvisionException(
                    "MalformedPolicyDocument: %s: not JSON: %s".formatted(policy, e.getOriginalMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new ProvisionException("MalformedPolicyDocument: %s: %s".formatted(policy, e.getMessage()), e);
        }
    }

    /** Returns a text or a list of texts as a list; throws {@link IllegalArgumentException} for anything else. */
    static List<String> texts(String element, @Nullable JsonNode node) {
        var result = new ArrayList<String>();
        if (node == null) {
            throw new IllegalArgumentException("missing " + element);
        }
        for (var value : node.isArray() ? node : List.of(node)) {
            if (!value.isValueNode() || value.isNull()) {
                throw new IllegalArgumentException(element + " must be a text or a list of texts, not " + node);
            }
            result.add(value.asString());
        }
        return result;
    }

    private static List<Statement> statements(String policy, Kind kind, JsonNode root) {
        if (!root.isObject()) {
            throw new IllegalArgumentException("a policy must be an object, not " + root);
        }
        onlyKnown(root, TOP);
        var version = root.path("Version").asString("2008-10-17");
        if (!VERSIONS.contains(version)) {
            throw new IllegalArgumentException("Version must be 2012-10-17 or 2008-10-17, not " + version);
        }
        var statement = root.get("Statement");
        if (statement == null || statement.isEmpty()) {
            throw new IllegalArgumentException("missing Statement");
        }
        var result = new ArrayList<Statement>();
        for (var node : statement.isArray() ? statement : List.of(statement)) {
            // Variables came with 2012-10-17; before, ${…} stands for itself.
            result.add(statement(policy, kind, node, result.size(), version.equals("2012-10-17")));
        }
        return result;
    }

    private static Statement statement(String policy, Kind kind, JsonNode node, int index, boolean variables) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("a statement must be an object, not " + node);
        }
        onlyKnown(node, ELEMENTS);
        var effect = node.path("Effect").asString("");
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw new IllegalArgumentException("Effect must be Allow or Deny, not " + node.path("Effect"));
        }
        var notAction = either(node, "Action", "NotAction", true);
        var notResource = either(node, "Resource", "NotResource", kind != Kind.TRUST);
        var notPrincipal = either(node, "Principal", "NotPrincipal", kind != Kind.IDENTITY);
        if (kind == Kind.IDENTITY && (node.has("Principal") || node.has("NotPrincipal"))) {
            throw new IllegalArgumentException("an identity policy has no Principal");
        }
        if (kind == Kind.TRUST && (node.has("Resource") || node.has("NotResource"))) {
            throw new IllegalArgumentException("a trust policy has no Resource");
        }
        if (notPrincipal && effect.equals("Allow")) {
            throw new IllegalArgumentException(
                    "NotPrincipal with Allow lets everybody else in, the anonymous included");
        }
        var principal = node.get(notPrincipal ? "NotPrincipal" : "Principal");
        return new Statement(
                node.path("Sid").asString("statement " + (index + 1)),
                policy,
                effect.equals("Allow"),
                actions(texts("Action", node.get(notAction ? "NotAction" : "Action"))),
                notAction,
                kind == Kind.TRUST
                        ? List.of()
                        : resources(texts("Resource", node.get(notResource ? "NotResource" : "Resource")), variables),
                notResource,
                principal == null ? Optional.empty() : Optional.of(Principals.of(principal)),
                notPrincipal,
                conditions(node.get("Condition")));
    }

    private static boolean either(JsonNode node, String element, String notElement, boolean required) {
        if (node.has(element) == node.has(notElement) && (required || node.has(element))) {
            throw new IllegalArgumentException("a statement must have either " + element + " or " + notElement);
        }
        return node.has(notElement);
    }

    private static List<Glob> actions(List<String> actions) {
        for (var action : actions) {
            if (!action.equals("*") && !action.matches("[A-Za-z0-9-]+:[A-Za-z0-9*?]+")) {
                throw new IllegalArgumentException("'" + action + "' is no action: service:Operation is");
            }
        }
        return actions.stream().map(Glob::ofAction).toList();
    }

    private static List<ArnPattern> resources(List<String> resources, boolean variables) {
        var result = resources.stream().map(r -> ArnPattern.of(r, variables)).toList();
        result.forEach(pattern -> pattern.variables().forEach(ConditionKeys::requireKnown));
        return result;
    }

    private static List<Condition> conditions(@Nullable JsonNode node) {
        var result = new ArrayList<Condition>();
        if (node == null) {
            return result;
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException("Condition must be an object, not " + node);
        }
        for (var operator : node.properties()) {
            if (!operator.getValue().isObject()) {
                throw new IllegalArgumentException("Condition " + operator.getKey() + " must be an object");
            }
            for (var key : operator.getValue().properties()) {
                result.add(Condition.of(operator.getKey(), key.getKey(), texts(key.getKey(), key.getValue())));
            }
        }
        return result;
    }

    private static void onlyKnown(JsonNode node, Set<String> known) {
        for (var name : node.propertyNames()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("unknown element " + name);
            }
        }
    }
}

package dev.quartet.local.lambda;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One statement of a function's resource policy. Immutable.
 *
 * @param qualifier the alias or version it is for; without one it is for unqualified calls alone
 */
record Permission(
        String statementId,
        String action,
        String principal,
        Optional<String> qualifier,
        Optional<String> sourceArn,
        Optional<String> sourceAccount) {
    Permission {
        requireNonNull(statementId, "statementId is null");
        requireNonNull(action, "action is null");
        requireNonNull(principal, "principal is null");
    }

    /** Writes it as GetPolicy does. */
    ObjectNode statement(JsonMapper json, String resource) {
        var node = json.createObjectNode().put("Sid", statementId).put("Effect", "Allow");
        if (principal.equals("*")) {
            node.put("Principal", "*");
        } else if (principal.matches("\\d{12}")) {
            node.putObject("Principal").put("AWS", "arn:aws:iam::" + principal + ":root");
        } else {
            node.putObject("Principal").put(principal.startsWith("arn:") ? "AWS" : "Service", principal);
        }
        node.put("Action", action).put("Resource", resource);
        if (sourceArn.isPresent() || sourceAccount.isPresent()) {
            var condition = node.putObject("Condition");
            sourceAccount.ifPresent(
                    account -> condition.putObject("StringEquals").put("AWS:SourceAccount", account));
            sourceArn.ifPresent(arn -> condition.putObject("ArnLike").put("AWS:SourceArn", arn));
        }
        return node;
    }
}

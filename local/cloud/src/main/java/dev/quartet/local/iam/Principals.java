package dev.quartet.local.iam;

import dev.quartet.local.core.Caller;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Who a statement of a resource or trust policy is about. Immutable.
 *
 * @param everyone {@code "*"}
 * @param aws ARNs of roles, sessions or the account, account ids
 * @param services service principals
 * @param federated identity providers
 */
record Principals(boolean everyone, List<String> aws, List<String> services, List<String> federated) {
    Principals {
        aws = List.copyOf(aws);
        services = List.copyOf(services);
        federated = List.copyOf(federated);
    }

    /** Parses; throws {@link IllegalArgumentException}. */
    static Principals of(JsonNode node) {
        if (node.isString()) {
            if (node.asString().equals("*")) {
                return new Principals(true, List.of(), List.of(), List.of());
            }
            throw new IllegalArgumentException("Principal must be \"*\" or an object, not " + node);
        }
        if (!node.isObject() || node.isEmpty()) {
            throw new IllegalArgumentException("Principal must be \"*\" or an object, not " + node);
        }
        var aws = new ArrayList<String>();
        var services = new ArrayList<String>();
        var federated = new ArrayList<String>();
        for (var member : node.properties()) {
            var values = PolicyDocument.texts(member.getKey(), member.getValue());
            switch (member.getKey()) {
                case "AWS" -> aws.addAll(values);
                case "Service" -> services.addAll(values);
                case "Federated" -> federated.addAll(values);
                default -> throw new IllegalArgumentException("unknown kind of principal " + member.getKey());
            }
        }
        for (var value : aws) {
            if (!value.equals("*")
                    && !value.matches("[0-9]{12}")
                    && !value.matches("arn:aws:(iam|sts)::[0-9]{12}:.+")) {
                throw new IllegalArgumentException("invalid principal in policy: \"AWS\":\"" + value + "\"");
            }
        }
        return new Principals(aws.contains("*"), aws, services, federated);
    }

    /** Returns if they name {@code caller} itself (its role, session, service or everybody). */
    boolean name(Caller caller) {
        if (everyone) {
            return true;
        }
        return switch (caller.kind()) {
            case ROLE ->
                aws.contains(caller.arn())
                        || caller.roleArn().filter(aws::contains).isPresent();
            case SERVICE ->
                caller.service()
                        .filter(s -> services.contains(s) || federated.contains(s))
                        .isPresent();
            case ROOT -> delegateTo(caller);
            case ANONYMOUS -> false;
        };
    }

    /** Returns if they name the caller's account: then its identity policies decide. */
    boolean delegateTo(Caller caller) {
        var parts = caller.arn().split(":", 6);
        return parts.length == 6 && (aws.contains(parts[4]) || aws.contains("arn:aws:iam::" + parts[4] + ":root"));
    }
}

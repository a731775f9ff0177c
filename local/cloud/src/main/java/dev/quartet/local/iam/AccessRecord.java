package dev.quartet.local.iam;

import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.HttpHandler;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which of the actions that roles' own policies grant were needed: a call was allowed by that statement, and by no other of the
 * role's, nor by the resource's policy. What was never needed by the tests may be granted for nothing. {@code GET …/access}:
 * {@code {"roles": [{"role", "actions": [{"policy", "sid", "action", "used"}]}]}}. Thread-safe.
 */
final class AccessRecord implements HttpHandler {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PolicyStore store;
    private final Set<Use> uses = ConcurrentHashMap.newKeySet();

    AccessRecord(PolicyStore store) {
        this.store = store;
    }

    /** @param action in lower case */
    private record Use(String roleArn, String policy, String sid, String action) {}

    /** Notes that {@code identity} alone allowed the request. */
    void allowed(AccessRequest request, RequestContext context, Statements identity) {
        var role = request.caller().roleArn();
        if (role.isPresent()) {
            identity.sole(request, context)
                    .ifPresent(statement ->
                            uses.add(new Use(role.get(), statement.policy(), statement.sid(), context.action())));
        }
    }

    /** Returns the roles with their granted actions, and which were needed. */
    ObjectNode json() {
        var result = JSON.createObjectNode();
        var roles = result.putArray("roles");
        store.roles().stream().sorted(Comparator.comparing(RoleRecord::arn)).forEach(role -> {
            var actions = roles.addObject().put("role", role.arn()).putArray("actions");
            role.inline().values().stream()
                    .flatMap(policy -> policy.statements().stream())
                    .filter(statement -> statement.allow() && !statement.notAction())
                    .forEach(statement -> statement.actions().forEach(action -> actions.addObject()
                            .put("policy", statement.policy())
                            .put("sid", statement.sid())
                            .put("action", action.source())
                            .put("used", used(role, statement, action))));
        });
        return result;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (exchange.method().equals("GET")) {
            exchange.respond(200, Map.of("Content-Type", "application/json"), JSON.writeValueAsBytes(json()));
        } else {
            exchange.respond(405, Map.of("Allow", "GET"), new byte[0]);
        }
    }

    private boolean used(RoleRecord role, Statement statement, Glob action) {
        return uses.stream()
                .anyMatch(use -> use.roleArn().equals(role.arn())
                        && use.policy().equals(statement.policy())
                        && use.sid().equals(statement.sid())
                        && action.matches(use.action(), key -> Optional.empty()));
    }
}

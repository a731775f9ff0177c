package dev.quartet.local.iam;

import dev.quartet.local.core.AccessRequest;
import java.util.List;
import java.util.Optional;

/**
 * All statements of one kind that bear on a request.
 *
 * @param kind AWS's word for it, such as {@code identity-based policy}
 */
record Statements(String kind, List<Statement> all) {
    /** Returns the explicit Deny in words, empty when there is none. */
    Optional<String> deny(AccessRequest request, RequestContext context) {
        for (var statement : all) {
            if (!statement.allow()
                    && isAbout(statement, request, true)
                    && statement.covers(context)
                    && statement.conditionsHold(context)) {
                return Optional.of("with an explicit deny in %s %s (%s, %s)"
                        .formatted(article(), kind, statement.policy(), statement.sid()));
            }
        }
        return Optional.empty();
    }

    /** Returns if a statement allows; {@code delegated}: by naming the account rather than the caller. */
    boolean allows(AccessRequest request, RequestContext context, boolean delegated) {
        for (var statement : all) {
            if (statement.allow()
                    && isAbout(statement, request, delegated)
                    && statement.covers(context)
                    && statement.conditionsHold(context)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the statement that allows, when there is one and no other. */
    Optional<Statement> sole(AccessRequest request, RequestContext context) {
        Optional<Statement> found = Optional.empty();
        for (var statement : all) {
            if (statement.allow()
                    && isAbout(statement, request, false)
                    && statement.covers(context)
                    && statement.conditionsHold(context)) {
                if (found.isPresent()) {
                    return Optional.empty();
                }
                found = Optional.of(statement);
            }
        }
        return found;
    }

    /** Returns why nothing allows, in AWS's words, and the statement that nearly did. */
    String whyNot(AccessRequest request, RequestContext context) {
        var words = new StringBuilder("because no %s allows the %s action".formatted(kind, request.action()));
        all.stream()
                .filter(s -> s.allow() && isAbout(s, request, true) && s.covers(context))
                .findFirst()
                .ifPresent(s -> s.failing(context)
                        .ifPresent(c -> words.append(" (%s, %s would, but for its condition: %s)"
                                .formatted(s.policy(), s.sid(), c.toWords(context)))));
        return words.toString();
    }

    private static boolean isAbout(Statement statement, AccessRequest request, boolean delegated) {
        var principals = statement.principals();
        if (principals.isEmpty()) {
            return true; // an identity's own policy
        }
        var named = principals.get().name(request.caller())
                || (delegated && principals.get().delegateTo(request.caller()));
        return named != statement.notPrincipal();
    }

    private String article() {
        return "aeiou".indexOf(kind.charAt(0)) >= 0 ? "an" : "a";
    }
}

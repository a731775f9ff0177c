package dev.quartet.local.iam;

import dev.quartet.local.core.ProvisionException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The roles and managed policies of the program, and AWS's own. Thread-safe. */
final class PolicyStore {
    private final Map<String, RoleRecord> roles = new ConcurrentHashMap<>();
    private final Map<String, PolicyDocument> managed = new ConcurrentHashMap<>();
    // What a role may do, put together once: every call asks.
    private final Map<String, List<Statement>> statements = new ConcurrentHashMap<>();

    /** Adds a role; throws {@link ProvisionException} when there is one. */
    void add(RoleRecord role) {
        if (roles.putIfAbsent(role.arn(), role) != null) {
            throw new ProvisionException("EntityAlreadyExists: role " + role.name() + " exists already");
        }
    }

    /** Adds a managed policy; throws {@link ProvisionException} when there is one. */
    void addManaged(String arn, PolicyDocument document) {
        if (managed.putIfAbsent(arn, document) != null) {
            throw new ProvisionException("EntityAlreadyExists: policy " + arn + " exists already");
        }
    }

    /** Puts an inline policy. */
    void putInline(String roleName, String policyName, PolicyDocument document) {
        var role = byName(roleName);
        role.inline().put(policyName, document);
        statements.remove(role.arn());
    }

    /** Attaches a managed policy. */
    void attach(String roleName, String policyArn) {
        var role = byName(roleName);
        if (managed(policyArn).isEmpty()) {
            throw new ProvisionException("NoSuchEntity: policy " + policyArn + " does not exist or is not attachable"
                    + (policyArn.startsWith(AwsManagedPolicies.PREFIX)
                            ? "; of AWS's own policies the local cloud knows " + AwsManagedPolicies.names()
                            : ""));
        }
        role.attached().add(policyArn);
        statements.remove(role.arn());
    }

    /** Returns all roles. */
    Collection<RoleRecord> roles() {
        return roles.values();
    }

    /** Returns the role with {@code arn}. */
    Optional<RoleRecord> role(String arn) {
        return Optional.ofNullable(roles.get(arn));
    }

    /** Returns the role named {@code name}; throws {@link ProvisionException} when there is none. */
    RoleRecord byName(String name) {
        return roles.values().stream()
                .filter(role -> role.name().equals(name) || role.arn().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new ProvisionException("NoSuchEntity: The role with name " + name + " cannot be found."));
    }

    /** Returns the managed policy with {@code arn}, the program's or AWS's own. */
    Optional<PolicyDocument> managed(String arn) {
        var own = managed.get(arn);
        return own != null ? Optional.of(own) : AwsManagedPolicies.document(arn);
    }

    /** Returns all that role {@code arn}'s policies state; empty for an unknown role. */
    List<Statement> statements(String arn) {
        var known = statements.get(arn);
        return known != null ? known : statements.computeIfAbsent(arn, this::collect);
    }

    private List<Statement> collect(String arn) {
        var role = roles.get(arn);
        if (role == null) {
            return List.of();
        }
        return Stream.concat(
                        role.inline().values().stream(),
                        role.attached().stream().flatMap(policy -> managed(policy).stream()))
                .map(PolicyDocument::statements)
                .flatMap(Collection::stream)
                .toList();
    }
}

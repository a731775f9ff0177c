package dev.quartet.local.cognito;

import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Registration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An identity pool: which tokens it trusts, and who is who. Thread-safe. */
final class IdentityPool {
    private final String id;
    private final String region;
    private final boolean unauthenticatedAllowed;
    /** Client ids by provider name, {@code cognito-idp.region.amazonaws.com/poolId}. */
    private final Map<String, Set<String>> clients = new HashMap<>();

    private final Map<String, String> identities = new ConcurrentHashMap<>();
    private volatile @Nullable String authenticatedRole;
    private volatile @Nullable String unauthenticatedRole;

    IdentityPool(String id, Registration registration) {
        var inputs = registration.inputs();
        this.id = id;
        this.region = registration.region();
        this.unauthenticatedAllowed = inputs.flag("allowUnauthenticatedIdentities", false);
        for (var provider : inputs.blocks("cognitoIdentityProviders")) {
            clients.computeIfAbsent(provider.string("providerName"), name -> new TreeSet<>())
                    .add(provider.string("clientId"));
        }
        if (inputs.flag("allowClassicFlow", false)) {
            throw new ProvisionException(inputs.owner()
                    + ": allowClassicFlow is not emulated: the local cloud knows the enhanced flow only");
        }
    }

    String id() {
        return id;
    }

    boolean unauthenticatedAllowed() {
        return unauthenticatedAllowed;
    }

    boolean trusts(String provider, Iterable<String> audience) {
        var known = clients.getOrDefault(provider, Set.of());
        for (var client : audience) {
            if (known.contains(client)) {
                return true;
            }
        }
        return false;
    }

    boolean knows(String provider) {
        return clients.containsKey(provider);
    }

    /** Returns the identity of a subject, made on first sight. */
    String identityOf(String provider, String subject) {
        return identities.computeIfAbsent(provider + "|" + subject, absent -> newIdentity());
    }

    /** Returns a fresh identity for a guest. */
    String newIdentity() {
        return region + ":" + UUID.randomUUID();
    }

    void attach(Map<String, String> roles) {
        authenticatedRole = roles.get("authenticated");
        unauthenticatedRole = roles.get("unauthenticated");
    }

    Optional<String> role(boolean authenticated) {
        return Optional.ofNullable(authenticated ? authenticatedRole : unauthenticatedRole);
    }
}

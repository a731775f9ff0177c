package dev.quartet.local.cognito;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The program's identity pools. Thread-safe. */
public final class IdentityPools implements ResourceModule {
    private final CloudContext context;
    private final Map<String, IdentityPool> pools = new ConcurrentHashMap<>();

    /** Creates an empty set. */
    public IdentityPools(CloudContext context) {
        this.context = context;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:cognito/identityPool:IdentityPool", this::create);
        catalog.resource("aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment", this::attach);
    }

    /** Finds a pool; throws {@code ResourceNotFoundException}. */
    IdentityPool require(String id) {
        var pool = pools.get(id);
        if (pool == null) {
            throw new AwsException("ResourceNotFoundException", 400, "IdentityPool '" + id + "' not found.");
        }
        return pool;
    }

    Iterable<IdentityPool> all() {
        return pools.values();
    }

    private Provisioned create(Registration registration) {
        var id = registration.region() + ":" + UUID.randomUUID();
        pools.put(id, new IdentityPool(id, registration));
        return Provisioned.running(
                id,
                Map.of(
                        "arn",
                        context.arn("cognito-identity", "identitypool/" + id).toString()));
    }

    private Provisioned attach(Registration registration) {
        var inputs = registration.inputs();
        var id = inputs.string("identityPoolId");
        var pool = pools.get(id);
        if (pool == null) {
            throw new ProvisionException("%s: identity pool %s does not exist".formatted(inputs.owner(), id));
        }
        if (!inputs.blocks("roleMappings").isEmpty()) {
            throw new ProvisionException(inputs.owner() + ": roleMappings are not emulated by the local cloud");
        }
        pool.attach(inputs.texts("roles"));
        return Provisioned.running(id, Map.of());
    }
}

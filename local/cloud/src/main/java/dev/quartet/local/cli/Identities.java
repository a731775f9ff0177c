package dev.quartet.local.cli;

import dev.quartet.local.cognito.IdentityPoolService;
import dev.quartet.local.cognito.IdentityPools;
import dev.quartet.local.cognito.PoolDomains;
import dev.quartet.local.cognito.UserPoolService;
import dev.quartet.local.cognito.UserPools;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.gateway.AwsGateway;
import dev.quartet.local.http.FrontDoors;
import dev.quartet.local.mail.Mailbox;
import dev.quartet.local.sts.Sessions;

/** Cognito: who people are, and which credentials they get for it. */
final class Identities implements ResourceModule {
    private final UserPools userPools;
    private final IdentityPools identityPools;
    private final PoolDomains domains;
    private final UserPoolService userPoolApi;
    private final IdentityPoolService identityPoolApi;

    /** What they work with. */
    record Neighbours(Authorizer authorizer, Metrics metrics, Sessions sessions, Mailbox mailbox, FrontDoors doors) {}

    Identities(CloudContext context, Neighbours neighbours) {
        this.userPools = new UserPools(context);
        this.identityPools = new IdentityPools(context);
        this.domains = new PoolDomains(context, userPools, neighbours.doors(), neighbours.metrics());
        this.userPoolApi = new UserPoolService(
                context, userPools, neighbours.mailbox(), neighbours.metrics(), neighbours.authorizer());
        this.identityPoolApi = new IdentityPoolService(identityPools, userPools, neighbours.sessions());
    }

    UserPools userPools() {
        return userPools;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.add(userPools).add(domains).add(identityPools);
    }

    /** Adds both APIs. */
    void serve(AwsGateway gateway) {
        gateway.add(userPoolApi).add(identityPoolApi);
    }
}

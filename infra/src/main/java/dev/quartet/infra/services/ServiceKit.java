package dev.quartet.infra.services;

import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.http.PrivateLink;
import dev.quartet.infra.network.Network;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.shared.Shared;
import java.util.Optional;

/** What every service is made with; the link is API Gateway's way to those behind load balancers. */
record ServiceKit(Scope scope, ComponentResource parent, Shared shared, PrivateLink link) {
    static ServiceKit of(Scope scope, ComponentResource parent, Shared shared) {
        return new ServiceKit(scope, parent, shared, new PrivateLink(scope, parent, "services", network(shared)));
    }

    Alarms alarms() {
        return shared.alarms();
    }

    Network network() {
        return network(shared);
    }

    Optional<Resource> accountLogging() {
        return shared.accountLogging();
    }

    private static Network network(Shared shared) {
        return shared.network().orElseThrow(() -> new IllegalStateException("the services have no network"));
    }
}

package dev.quartet.local.engine;

import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import java.util.Map;

/** Who answers the program's registrations. Thread-safe. */
public interface Provisioner {
    /** Provisions a custom resource; throws {@link dev.quartet.local.core.ProvisionException} when it cannot. */
    Provisioned provision(Registration registration);

    /** Answers one of the provider's functions. */
    Map<String, Object> call(String token, Inputs arguments);

    /** Returns the provisioner that asks {@code catalog}'s handlers. */
    static Provisioner of(ResourceCatalog catalog) {
        return new Provisioner() {
            @Override
            public Provisioned provision(Registration registration) {
                return catalog.provision(registration);
            }

            @Override
            public Map<String, Object> call(String token, Inputs arguments) {
                return catalog.call(token, arguments);
            }
        };
    }
}

package dev.quartet.local.core;

import java.util.Set;

/** Changes provisioned resources of one type in place, while everything runs. Thread-safe. */
public interface ResourceUpdater {
    /**
     * Returns what the resource will answer once {@code change} is applied, and changes nothing; throws
     * {@link ProvisionException} naming resource and property for what cannot be changed in place.
     */
    Provisioned plan(Change change);

    /** Applies {@code change} and returns what the resource answers from now on. */
    Provisioned apply(Change change);

    /**
     * Returns the updater of a type whose handler may provision the same resource again, over what is there; it is the same
     * while its arguments {@code identity} are.
     */
    static ResourceUpdater again(ResourceHandler handler, Set<String> identity) {
        return new ResourceUpdater() {
            @Override
            public Provisioned plan(Change change) {
                change.requireSame(identity);
                return change.made();
            }

            @Override
            public Provisioned apply(Change change) {
                change.requireSame(identity);
                return handler.provision(change.after());
            }
        };
    }
}

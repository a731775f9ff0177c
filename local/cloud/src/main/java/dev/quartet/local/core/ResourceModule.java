package dev.quartet.local.core;

/** A service's handlers. */
@FunctionalInterface
public interface ResourceModule {
    /** Adds this service's handlers to {@code catalog}. */
    void install(ResourceCatalog catalog);
}

package dev.quartet.local.core;

/** Provisions one kind of resource. Called from several threads at once; the resources it depends on exist already. */
@FunctionalInterface
public interface ResourceHandler {
    /** Provisions {@code registration}; throws {@link ProvisionException} for what AWS would refuse. */
    Provisioned provision(Registration registration);
}

package dev.quartet.local.network;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.util.function.BiConsumer;

/** The VPC: what the program declares, and what that lets through. Thread-safe. */
public final class NetworkModule implements ResourceModule {
    private final VpcResources vpcs;
    private final SecurityGroupResources groups;
    private final EndpointResources endpoints;
    private final PrefixLists prefixLists;
    private final NetworkReachability reachability;

    /**
     * Creates an empty network.
     *
     * @param policyCheck is given an endpoint's name and its policy document, and throws when that is not understood
     */
    public NetworkModule(CloudContext cloud, BiConsumer<String, String> policyCheck) {
        var graph = new NetworkGraph();
        this.vpcs = new VpcResources(cloud, graph);
        this.groups = new SecurityGroupResources(cloud, graph);
        this.endpoints = new EndpointResources(cloud, graph, policyCheck);
        this.prefixLists = new PrefixLists(cloud.region());
        this.reachability = new NetworkReachability(graph);
    }

    /** Returns what gets through, as declared up to now. */
    public Reachability reachability() {
        return reachability;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        vpcs.install(catalog);
        groups.install(catalog);
        endpoints.install(catalog);
        prefixLists.install(catalog);
    }
}

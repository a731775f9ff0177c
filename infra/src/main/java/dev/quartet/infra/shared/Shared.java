package dev.quartet.infra.shared;

import com.pulumi.resources.Resource;
import dev.quartet.infra.dax.DaxCluster;
import dev.quartet.infra.lambda.VpcAttachment;
import dev.quartet.infra.network.Network;
import dev.quartet.infra.network.PrivateGroup;
import dev.quartet.infra.operations.Alarms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an architecture uses of the shared parts; a cluster only with DAX, a network only with DAX, the services' load balancer or updates. */
public record Shared(
        Alarms alarms, Optional<Network> network, Optional<DaxCluster> dax, Optional<Resource> accountLogging) {
    /** Returns where a function runs that reads through DAX; nowhere in the VPC without DAX. */
    public Optional<VpcAttachment> attach(Resource parent, String function) {
        return dax.flatMap(cluster -> network.map(net -> attach(parent, function, net, cluster)));
    }

    private static VpcAttachment attach(Resource parent, String function, Network network, DaxCluster dax) {
        PrivateGroup group = network.group(parent, function, "The function " + function);
        List<Resource> reachable = new ArrayList<>(network.reachable());
        reachable.addAll(dax.allowFrom(parent, group));
        reachable.addAll(network.allowEndpoints(parent, group));
        return new VpcAttachment(network.subnetIds(), group, reachable);
    }
}

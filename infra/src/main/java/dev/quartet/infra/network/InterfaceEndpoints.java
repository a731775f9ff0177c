package dev.quartet.infra.network;

import com.pulumi.aws.ec2.VpcEndpoint;
import com.pulumi.aws.ec2.VpcEndpointArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.policy.Policy;
import dev.quartet.infra.policy.Principal;
import dev.quartet.infra.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Ways to services of AWS that have no gateway endpoint: network interfaces in the first so many zones, each billed by the
 * hour. Inside the VPC the services' usual names lead to them.
 */
public final class InterfaceEndpoints extends ComponentResource {
    private static final int HTTPS = 443;

    private final Scope scope;
    private final Network network;
    private final int zones;
    private final PrivateGroup group;
    private final List<Resource> made = new ArrayList<>();

    public InterfaceEndpoints(Scope scope, Resource parent, Network network, int zones) {
        super("quartet:network:InterfaceEndpoints", "endpoints", Scope.component(parent));
        this.scope = scope;
        this.network = network;
        this.zones = zones;
        this.group = network.group(this, "endpoints", "Interface endpoints of AWS services");
        registerOutputs(Map.of());
    }

    /** Adds a way to a service, for what these statements allow; none: for all that callers may do there. */
    public void add(String service, List<Statement> statements) {
        VpcEndpointArgs.Builder args = VpcEndpointArgs.builder()
                .vpcId(network.vpcId())
                .vpcEndpointType("Interface")
                .serviceName("com.amazonaws." + scope.region() + "." + service)
                .subnetIds(Output.all(network.eachSubnetId().subList(0, zones)))
                .securityGroupIds(Output.all(group.id()))
                .privateDnsEnabled(true)
                .tags(Map.of("Name", scope.names().regional(service)));
        if (!statements.isEmpty()) {
            args.policy(Policy.document(statements.stream()
                    .map(statement -> statement.by(Principal.everybody()))
                    .toList()));
        }
        made.add(new VpcEndpoint(service, args.build(), Scope.in(this)));
    }

    /** Lets a group reach them; returns what must exist before it can. */
    public List<Resource> allowFrom(Resource parent, PrivateGroup caller) {
        List<Resource> all = new ArrayList<>(made);
        all.addAll(caller.allowTo(parent, group, HTTPS));
        return all;
    }
}

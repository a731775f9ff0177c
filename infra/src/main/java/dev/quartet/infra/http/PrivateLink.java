package dev.quartet.infra.http;

import com.pulumi.aws.apigatewayv2.VpcLink;
import com.pulumi.aws.apigatewayv2.VpcLinkArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.network.Network;
import dev.quartet.infra.network.PrivateGroup;
import java.util.Map;

/** API Gateway's way into the private network: a VPC link, which costs nothing and may serve many APIs. */
public final class PrivateLink extends ComponentResource {
    private final PrivateGroup group;
    private final VpcLink link;

    public PrivateLink(Scope scope, Resource parent, String name, Network network) {
        super("quartet:http:PrivateLink", name, Scope.component(parent));
        this.group = network.group(this, name + "-vpc-link", "API Gateway's VPC link of the " + name);
        this.link = new VpcLink(
                name,
                VpcLinkArgs.builder()
                        .name(scope.names().regional(name))
                        .subnetIds(network.subnetIds())
                        .securityGroupIds(Output.all(group.id()))
                        .build(),
                Scope.in(this));
        registerOutputs(Map.of("id", link.id()));
    }

    Output<String> id() {
        return link.id();
    }

    /** Returns the link's security group, which load balancers must admit. */
    public PrivateGroup group() {
        return group;
    }
}

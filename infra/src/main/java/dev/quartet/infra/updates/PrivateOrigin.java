package dev.quartet.infra.updates;

import com.pulumi.aws.cloudfront.VpcOrigin;
import com.pulumi.aws.cloudfront.VpcOriginArgs;
import com.pulumi.aws.cloudfront.inputs.VpcOriginVpcOriginEndpointConfigArgs;
import com.pulumi.aws.cloudfront.inputs.VpcOriginVpcOriginEndpointConfigOriginSslProtocolsArgs;
import com.pulumi.aws.ec2.Ec2Functions;
import com.pulumi.aws.ec2.InternetGateway;
import com.pulumi.aws.ec2.InternetGatewayArgs;
import com.pulumi.aws.ec2.inputs.GetManagedPrefixListArgs;
import com.pulumi.aws.ec2.outputs.GetManagedPrefixListResult;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.quartet.infra.balancer.InstanceBalancer;
import dev.quartet.infra.core.Hashes;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.network.Network;
import java.util.Map;

/**
 * CloudFront's way to a load balancer that nobody else reaches. CloudFront wants an internet gateway at the VPC as a sign of
 * consent; no route leads to it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html">AWS</a>
 */
final class PrivateOrigin extends ComponentResource {
    /** CloudFront's own addresses towards origins. It counts as 55 of the 60 rules that a security group has. */
    private static final String CLOUDFRONT = "com.amazonaws.global.cloudfront.origin-facing";

    private static final String NAME = "updates";
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int HASH_LENGTH = 8;

    private final VpcOrigin origin;

    PrivateOrigin(Scope scope, Resource parent, Network network, InstanceBalancer balancer) {
        super("quartet:updates:PrivateOrigin", "private-origin", Scope.component(parent));
        InternetGateway gateway = new InternetGateway(
                NAME,
                InternetGatewayArgs.builder()
                        .vpcId(network.vpcId())
                        .tags(Map.of("Name", scope.names().regional(NAME)))
                        .build(),
                Scope.in(this));
        balancer.admit(
                "cloudfront",
                Ec2Functions.getManagedPrefixList(
                                GetManagedPrefixListArgs.builder()
                                        .name(CLOUDFRONT)
                                        .build(),
                                InvokeOptions.builder()
                                        .provider(scope.provider())
                                        .build())
                        .applyValue(GetManagedPrefixListResult::id));
        this.origin = new VpcOrigin(
                NAME,
                VpcOriginArgs.builder()
                        .vpcOriginEndpointConfig(VpcOriginVpcOriginEndpointConfigArgs.builder()
                                .name(name(scope, balancer))
                                .arn(balancer.arn())
                                .httpPort(HTTP)
                                .httpsPort(HTTPS)
                                .originProtocolPolicy("http-only")
                                .originSslProtocols(VpcOriginVpcOriginEndpointConfigOriginSslProtocolsArgs.builder()
                                        .items("TLSv1.2")
                                        .quantity(1)
                                        .build())
                                .build())
                        .build(),
                // CloudFront refuses to change one that a distribution uses: another takes its place, under another
                // name.
                CustomResourceOptions.builder()
                        .parent(this)
                        .dependsOn(gateway, balancer.listener())
                        .replaceOnChanges("vpcOriginEndpointConfig")
                        .build());
        registerOutputs(Map.of("vpcOriginId", origin.id()));
    }

    private static Output<String> name(Scope scope, InstanceBalancer balancer) {
        return balancer.arn()
                .applyValue(arn -> scope.names().regional(NAME) + "-"
                        + Hashes.sha256(arn + " " + HTTP).substring(0, HASH_LENGTH));
    }

    Output<String> id() {
        return origin.id();
    }
}

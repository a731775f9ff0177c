package dev.quartet.infra.updates;

import com.pulumi.aws.ec2.LaunchTemplate;
import com.pulumi.aws.ec2.LaunchTemplateArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateBlockDeviceMappingArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateBlockDeviceMappingEbsArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateIamInstanceProfileArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateMetadataOptionsArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateMonitoringArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateNetworkInterfaceArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateTagSpecificationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.exports.prices.BilledQuantities;
import dev.quartet.infra.config.Architecture;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.network.PrivateGroup;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What every instance is: Amazon Linux on Graviton without a public address, a key or a way in but the load balancer's;
 * its metadata answers to IMDSv2 alone, and to processes of the instance itself.
 */
final class ServerTemplate {
    /** Resolved at each start: a new instance has the newest image. */
    static final String IMAGE = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

    private ServerTemplate() {}

    static LaunchTemplate create(
            Scope scope, Resource parent, String name, ServerRole role, PrivateGroup group, Output<String> userData) {
        Map<String, String> tags = tags(scope, name);
        return new LaunchTemplate(
                name,
                LaunchTemplateArgs.builder()
                        .name(scope.names().regional(name))
                        .description("Servers of software updates")
                        .updateDefaultVersion(true)
                        .imageId(IMAGE)
                        .instanceType(scope.settings().updates().orElseThrow().instanceType())
                        .iamInstanceProfile(LaunchTemplateIamInstanceProfileArgs.builder()
                                .arn(role.profileArn())
                                .build())
                        .metadataOptions(LaunchTemplateMetadataOptionsArgs.builder()
                                .httpEndpoint("enabled")
                                .httpTokens("required")
                                .httpPutResponseHopLimit(1)
                                .build())
                        .monitoring(LaunchTemplateMonitoringArgs.builder()
                                .enabled(true)
                                .build())
                        .blockDeviceMappings(LaunchTemplateBlockDeviceMappingArgs.builder()
                                .deviceName("/dev/xvda")
                                .ebs(LaunchTemplateBlockDeviceMappingEbsArgs.builder()
                                        .encrypted("true")
                                        .volumeType("gp3")
                                        .volumeSize(BilledQuantities.INSTANCE_DISK_GB)
                                        .deleteOnTermination("true")
                                        .build())
                                .build())
                        .networkInterfaces(LaunchTemplateNetworkInterfaceArgs.builder()
                                .deviceIndex(0)
                                .associatePublicIpAddress("false")
                                .deleteOnTermination("true")
                                .securityGroups(Output.all(group.id()))
                                .build())
                        // The provider's default tags end at the template.
                        .tagSpecifications(Stream.of("instance", "volume", "network-interface")
                                .map(type -> LaunchTemplateTagSpecificationArgs.builder()
                                        .resourceType(type)
                                        .tags(tags)
                                        .build())
                                .toList())
                        .userData(userData)
                        .build(),
                Scope.in(parent));
    }

    /** Returns the tags of all that an instance consists of. */
    static Map<String, String> tags(Scope scope, String name) {
        return new TreeMap<>(Map.of(
                "Name",
                scope.names().regional(name),
                "quartet:stack",
                scope.names().stack(),
                "quartet:architecture",
                Architecture.UPDATES.key()));
    }
}

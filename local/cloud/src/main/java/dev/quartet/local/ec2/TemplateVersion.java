package dev.quartet.local.ec2;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A version of a launch template. Immutable.
 *
 * @param profile name or ARN of the instance profile
 * @param userData the script, decoded
 * @param detailed if metrics come by the minute, not in five
 * @param tags of instances
 */
record TemplateVersion(
        int number,
        String imageId,
        String instanceType,
        Optional<String> profile,
        List<String> securityGroups,
        String userData,
        boolean detailed,
        Map<String, String> tags) {
    /** See <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html">EC2</a>. */
    private static final int MOST_USER_DATA = 16_384;

    TemplateVersion {
        requireNonNull(imageId, "imageId is null");
        requireNonNull(instanceType, "instanceType is null");
        securityGroups = List.copyOf(securityGroups);
        requireNonNull(userData, "userData is null");
        tags = Map.copyOf(tags);
    }

    /** Reads a template's arguments; throws {@link ProvisionException} for what EC2 refuses, or is not emulated. */
    static TemplateVersion read(Inputs inputs, int number) {
        var type = inputs.string("instanceType");
        if (InstanceTypes.find(type).isEmpty()) {
            throw refused(
                    inputs,
                    "InvalidInstanceType: The instance type '%s' is not one that the local cloud knows, such as t4g.micro"
                            .formatted(type));
        }
        var profile = inputs.block("iamInstanceProfile")
                .flatMap(block -> block.optionalString("arn").or(() -> block.optionalString("name")));
        var interfaces = inputs.blocks("networkInterfaces");
        var groups = inputs.strings("vpcSecurityGroupIds");
        if (!interfaces.isEmpty() && !groups.isEmpty()) {
            throw refused(
                    inputs,
                    "InvalidParameterCombination: Network interfaces and an instance-level security groups may not be specified on the same request");
        }
        return new TemplateVersion(
                number,
                inputs.string("imageId"),
                type,
                profile,
                interfaces.isEmpty() ? groups : interfaces.getFirst().strings("securityGroups"),
                userData(inputs),
                inputs.block("monitoring")
                        .map(block -> block.flag("enabled", false))
                        .orElse(false),
                tags(inputs));
    }

    private static String userData(Inputs inputs) {
        var text = inputs.optionalString("userData").orElse("");
        byte[] script;
        try {
            script = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw refused(inputs, "InvalidUserData.Malformed: Invalid BASE64 encoding of user data.");
        }
        if (script.length > MOST_USER_DATA) {
            throw refused(
                    inputs,
                    "InvalidParameterValue: User data is limited to %d bytes, not %d"
                            .formatted(MOST_USER_DATA, script.length));
        }
        return new String(script, StandardCharsets.UTF_8);
    }

    private static Map<String, String> tags(Inputs inputs) {
        var tags = new HashMap<String, String>();
        inputs.blocks("tagSpecifications").stream()
                .filter(block -> block.string("resourceType").equals("instance"))
                .forEach(block -> tags.putAll(block.texts("tags")));
        return tags;
    }

    private static ProvisionException refused(Inputs inputs, String why) {
        return new ProvisionException(inputs.owner() + ": " + why);
    }
}

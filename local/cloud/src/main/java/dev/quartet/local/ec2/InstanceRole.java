package dev.quartet.local.ec2;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.CredentialIssuer;
import dev.quartet.local.core.Credentials;
import dev.quartet.local.core.InstanceProfiles;
import dev.quartet.local.core.ProvisionException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** EC2 as it assumes the roles of instances. Thread-safe. */
final class InstanceRole {
    private static final Caller EC2 = Caller.service("ec2.amazonaws.com");
    private static final Duration LIFETIME = Duration.ofHours(6);

    private final CloudContext context;
    private final InstanceProfiles profiles;
    private final CredentialIssuer issuer;

    InstanceRole(CloudContext context, InstanceProfiles profiles, CredentialIssuer issuer) {
        this.context = requireNonNull(context, "context is null");
        this.profiles = requireNonNull(profiles, "profiles is null");
        this.issuer = requireNonNull(issuer, "issuer is null");
    }

    /** Returns the role's credentials for {@code instance}; throws {@link BootException} when there are none. */
    Credentials credentials(Ec2Instance instance) throws BootException {
        try {
            return issuer.assume(
                    EC2,
                    "sts:AssumeRole",
                    arn(instance),
                    instance.id(),
                    Map.of(),
                    Map.of(),
                    Optional.of(instance.placement()),
                    LIFETIME);
        } catch (AwsException e) {
            throw new BootException(
                    "Unable to locate credentials: EC2 cannot assume the instance's role: " + e.getMessage(), e);
        }
    }

    /** Returns the role as a caller; throws {@link BootException} when there is none. */
    Caller caller(Ec2Instance instance) throws BootException {
        var role = arn(instance);
        var name = role.substring(role.lastIndexOf('/') + 1);
        return new Caller(
                Caller.Kind.ROLE,
                new Arn("aws", "sts", "", context.accountId(), "assumed-role/%s/%s".formatted(name, instance.id()))
                        .toString(),
                Optional.of(role),
                Optional.empty(),
                Map.of(),
                Optional.of(instance.placement()));
    }

    private String arn(Ec2Instance instance) throws BootException {
        try {
            return instance.version()
                    .profile()
                    .flatMap(profiles::role)
                    .orElseThrow(() -> new BootException(
                            "Unable to locate credentials: launch template version %d has no instance profile with a role"
                                    .formatted(instance.version().number())));
        } catch (ProvisionException e) {
            throw new BootException("Unable to locate credentials: " + e.getMessage(), e);
        }
    }
}

package dev.quartet.local.core;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** STS as other services use it: sessions of the program's roles. Thread-safe. */
public interface CredentialIssuer {
    /**
     * Issues credentials for {@code roleArn}; throws {@link AwsException} {@code AccessDenied} when the role's trust policy
     * does not let {@code caller} assume it, {@code NoSuchEntity} when there is no such role.
     *
     * @param action {@code sts:AssumeRole} or {@code sts:AssumeRoleWithWebIdentity}
     * @param trustContext condition keys for the trust policy, such as {@code cognito-identity.amazonaws.com:aud}
     * @param sessionContext condition keys that the session carries from then on, such as
     *     {@code cognito-identity.amazonaws.com:sub}
     * @param placement where the session's calls come from, for a function in a VPC
     */
    Credentials assume(
            Caller caller,
            String action,
            String roleArn,
            String sessionName,
            Map<String, String> trustContext,
            Map<String, String> sessionContext,
            Optional<Placement> placement,
            Duration lifetime);
}

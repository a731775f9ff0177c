package dev.quartet.local.iam;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The condition keys that the local cloud gives values to (or knows to be absent, as AWS would). Any other in a policy is an
 * error: a condition that is never met, or always, would hide what AWS does with it.
 */
final class ConditionKeys {
    private static final Set<String> KNOWN = Stream.of(
                    "aws:CalledVia",
                    "aws:CurrentTime",
                    "aws:EpochTime",
                    "aws:PrincipalAccount",
                    "aws:PrincipalArn",
                    "aws:PrincipalIsAWSService",
                    "aws:PrincipalServiceName",
                    "aws:PrincipalType",
                    "aws:RequestedRegion",
                    "aws:ResourceAccount",
                    "aws:SecureTransport",
                    "aws:SourceAccount",
                    "aws:SourceArn",
                    "aws:SourceIp",
                    "aws:userid",
                    "aws:ViaAWSService",
                    "cloudwatch:namespace",
                    "cognito-identity.amazonaws.com:amr",
                    "cognito-identity.amazonaws.com:aud",
                    "cognito-identity.amazonaws.com:sub",
                    "dynamodb:LeadingKeys",
                    "ec2:Vpc",
                    "elasticfilesystem:AccessedViaMountTarget",
                    "elasticfilesystem:AccessPointArn",
                    "iam:PassedToService",
                    "lambda:FunctionArn",
                    "lambda:SourceFunctionArn",
                    "s3:delimiter",
                    "s3:max-keys",
                    "s3:prefix",
                    "s3:TlsVersion",
                    "s3:x-amz-acl",
                    "s3:x-amz-server-side-encryption",
                    "ses:FromAddress",
                    "ses:Recipients",
                    "sns:Endpoint",
                    "sns:Protocol",
                    "sts:ExternalId",
                    "sts:RoleSessionName")
            .map(ConditionKeys::normal)
            .collect(Collectors.toUnmodifiableSet());

    private ConditionKeys() {}

    /** Returns {@code key} as it is compared: keys ignore case. */
    static String normal(String key) {
        return key.toLowerCase(Locale.ROOT);
    }

    /** Throws {@link IllegalArgumentException} when {@code key} is not known. */
    static void requireKnown(String key) {
        if (!KNOWN.contains(normal(key))) {
            throw new IllegalArgumentException("the local cloud does not know the condition key " + key + "; it knows "
                    + List.copyOf(new java.util.TreeSet<>(KNOWN)));
        }
    }
}

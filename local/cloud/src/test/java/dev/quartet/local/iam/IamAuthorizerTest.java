package dev.quartet.local.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IamAuthorizerTest {
    private static final String TABLE = "arn:aws:dynamodb:eu-central-1:123456789012:table/todos";
    private static final String BUCKET = "arn:aws:s3:::files";
    private static final String LAMBDA = "arn:aws:lambda:eu-central-1:123456789012:function:api";

    private final IamKit iam = new IamKit();
    private final Caller caller = iam.role("api", "lambda.amazonaws.com");

    @Test
    void require_shouldNamePrincipalActionResourceAndReason() {
        iam.allow("api", "dynamodb:PutItem", TABLE);

        assertThat(iam.authorizer().allows(AccessRequest.of(caller, "dynamodb:PutItem", TABLE)))
                .isTrue();
        assertThatThrownBy(() -> iam.authorizer().require(AccessRequest.of(caller, "dynamodb:GetItem", TABLE)))
                .isInstanceOf(AwsException.class)
                .hasMessage("User: arn:aws:sts::123456789012:assumed-role/api/session is not authorized to perform: "
                        + "dynamodb:GetItem on resource: " + TABLE
                        + " because no identity-based policy allows the dynamodb:GetItem action");
    }

    @Test
    void require_shouldPutDenyBeforeAllow() {
        iam.allow("api", "dynamodb:*", TABLE);
        iam.inline("api", """
                {"Version": "2012-10-17", "Statement": {"Sid": "NoDelete", "Effect": "Deny",
                 "Action": "dynamodb:Delete*", "Resource": "*"}}""");

        assertThat(iam.authorizer().allows(AccessRequest.of(caller, "dynamodb:PutItem", TABLE)))
                .isTrue();
        assertThatThrownBy(() -> iam.authorizer().require(AccessRequest.of(caller, "dynamodb:DeleteItem", TABLE)))
                .hasMessageContaining("with an explicit deny in an identity-based policy")
                .hasMessageContaining("NoDelete");
    }

    @Test
    void require_shouldSayWhichConditionFailed() {
        iam.inline("api", """
                {"Version": "2012-10-17", "Statement": [{"Sid": "Own", "Effect": "Allow", "Action": "s3:ListBucket",
                 "Resource": "arn:aws:s3:::files",
                 "Condition": {"StringLike": {"s3:prefix": "private/${cognito-identity.amazonaws.com:sub}/*"}}},
                 {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"],
                 "Resource": "arn:aws:s3:::files/private/${cognito-identity.amazonaws.com:sub}/*"}]}""");
        var own = iam.session(caller, Map.of("cognito-identity.amazonaws.com:sub", "eu-central-1:42"));
        var star = iam.session(caller, Map.of("cognito-identity.amazonaws.com:sub", "*"));

        assertThat(list(own, "private/eu-central-1:42/a")).isTrue();
        assertThat(list(own, "private/eu-central-1:43/a")).isFalse();
        assertThat(list(caller, "private//a")).isFalse();
        assertThat(list(star, "private/eu-central-1:42/a"))
                .as("a wildcard that a variable brings")
                .isFalse();
        assertThat(get(own, "private/eu-central-1:42/a.txt")).isTrue();
        assertThat(get(own, "private/eu-central-1:43/a.txt")).isFalse();
        assertThat(get(own, "private/eu-central-1:42")).isFalse();
        assertThatThrownBy(() -> iam.authorizer()
                        .require(new AccessRequest(
                                own, "s3:ListBucket", BUCKET, Map.of("s3:prefix", "x"), Optional.empty())))
                .hasMessageContaining("Own would, but for its condition: StringLike s3:prefix")
                .hasMessageContaining("the request has [x]");
    }

    private boolean list(Caller who, String prefix) {
        return iam.authorizer()
                .allows(new AccessRequest(who, "s3:ListBucket", BUCKET, Map.of("s3:prefix", prefix), Optional.empty()));
    }

    private boolean get(Caller who, String key) {
        return iam.authorizer().allows(AccessRequest.of(who, "s3:GetObject", BUCKET + "/" + key));
    }

    @Test
    void require_shouldAskTheResourcesPolicyForServices() {
        var policy = """
                {"Version": "2012-10-17", "Statement": [{"Sid": "api", "Effect": "Allow",
                 "Principal": {"Service": "apigateway.amazonaws.com"}, "Action": "lambda:InvokeFunction",
                 "Resource": "%s", "Condition": {"ArnLike":
                 {"AWS:SourceArn": "arn:aws:execute-api:eu-central-1:123456789012:abc/*/GET/todos"}}}]}""".formatted(LAMBDA);
        var gateway = Caller.service("apigateway.amazonaws.com");

        assertThat(invoke(gateway, policy, "arn:aws:execute-api:eu-central-1:123456789012:abc/live/GET/todos"))
                .isTrue();
        assertThat(invoke(gateway, policy, "arn:aws:execute-api:eu-central-1:123456789012:xyz/live/GET/todos"))
                .isFalse();
        assertThat(invoke(Caller.service("sns.amazonaws.com"), policy, "arn:aws:sns:eu-central-1:123456789012:t"))
                .isFalse();
        assertThatThrownBy(() -> iam.authorizer().require(AccessRequest.of(gateway, "lambda:InvokeFunction", LAMBDA)))
                .hasMessage(
                        "Service: apigateway.amazonaws.com is not authorized to perform: lambda:InvokeFunction on resource: "
                                + LAMBDA + " because no resource-based policy allows the lambda:InvokeFunction action");
    }

    private boolean invoke(Caller who, String policy, String sourceArn) {
        return iam.authorizer()
                .allows(new AccessRequest(
                        who, "lambda:InvokeFunction", LAMBDA, Map.of("aws:SourceArn", sourceArn), Optional.of(policy)));
    }

    @Test
    void require_shouldLetResourcePoliciesGrantAndDeny() {
        var grant = policy("Allow", "{\"AWS\": \"arn:aws:iam::123456789012:role/api\"}", "");
        var account = policy("Allow", "{\"AWS\": \"123456789012\"}", "");
        var denyAll = policy("Deny", "\"*\"", "");
        var tlsOnly = policy("Deny", "\"*\"", ", \"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"false\"}}");

        assertThat(getWith(caller, grant)).isTrue();
        assertThat(getWith(caller, account))
                .as("the account alone delegates to its identity policies")
                .isFalse();
        assertThat(getWith(IamKit.ROOT, account)).isTrue();
        assertThat(getWith(IamKit.ROOT, denyAll)).isFalse();
        assertThat(getWith(IamKit.ROOT, tlsOnly)).isTrue();
        assertThat(getWith(Caller.ANONYMOUS, grant)).isFalse();
        assertThat(getWith(Caller.ANONYMOUS, policy("Allow", "\"*\"", ""))).isTrue();
    }

    private static String policy(String effect, String principal, String condition) {
        return """
                {"Version": "2012-10-17", "Statement": [{"Effect": "%s", "Principal": %s, "Action": "s3:GetObject",
                 "Resource": "arn:aws:s3:::files/*"%s}]}""".formatted(effect, principal, condition);
    }

    private boolean getWith(Caller who, String policy) {
        return iam.authorizer()
                .allows(new AccessRequest(who, "s3:GetObject", BUCKET + "/a", Map.of(), Optional.of(policy)));
    }

    @Test
    void require_shouldAskTheEndpointsPolicyForCallsFromTheVpc() {
        var placement = new Placement("api", List.of("subnet-1"), List.of("sg-1"));
        iam.endpointPolicies.put("dynamodb", """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "dynamodb:GetItem",
                 "Resource": "*"}]}""");
        iam.allow("api", "dynamodb:*", "*");
        var inVpc = new Caller(
                caller.kind(), caller.arn(), caller.roleArn(), Optional.empty(), Map.of(), Optional.of(placement));

        assertThat(iam.authorizer().allows(AccessRequest.of(inVpc, "dynamodb:GetItem", TABLE)))
                .isTrue();
        assertThat(iam.authorizer().allows(AccessRequest.of(caller, "dynamodb:PutItem", TABLE)))
                .isTrue();
        assertThatThrownBy(() -> iam.authorizer().require(AccessRequest.of(inVpc, "dynamodb:PutItem", TABLE)))
                .hasMessageContaining("because no VPC endpoint policy allows the dynamodb:PutItem action");
    }

    @Test
    void requireTrust_shouldFollowTheTrustPolicy() {
        var authorizer = iam.authorizer();
        iam.roleWithTrust("auth", """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                 "Principal": {"Federated": "cognito-identity.amazonaws.com"}, "Action": "sts:AssumeRoleWithWebIdentity",
                 "Condition": {"StringEquals": {"cognito-identity.amazonaws.com:aud": "eu-central-1:pool"},
                 "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "authenticated"}}}]}""");
        var cognito = Caller.service("cognito-identity.amazonaws.com");
        var role = "arn:aws:iam::123456789012:role/auth";
        var amr = AccessRequest.values(List.of("authenticated", "cognito-idp.eu-central-1.amazonaws.com/p"));

        assertThat(authorizer
                        .requireTrust(cognito, "sts:AssumeRoleWithWebIdentity", role, claims("eu-central-1:pool", amr))
                        .name())
                .isEqualTo("auth");
        assertThatThrownBy(() -> authorizer.requireTrust(
                        cognito, "sts:AssumeRoleWithWebIdentity", role, claims("eu-central-1:other", amr)))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("AccessDenied"))
                .hasMessageContaining("trust policy of role auth")
                .hasMessageContaining("StringEquals cognito-identity.amazonaws.com:aud");
        assertThatThrownBy(() -> authorizer.requireTrust(
                        cognito, "sts:AssumeRoleWithWebIdentity", role, claims("eu-central-1:pool", "unauthenticated")))
                .isInstanceOf(AwsException.class);
        assertThatThrownBy(() -> authorizer.requireTrust(
                        Caller.service("lambda.amazonaws.com"), "sts:AssumeRole", role, Map.of()))
                .isInstanceOf(AwsException.class);
        assertThat(authorizer.requireTrust(
                        Caller.service("lambda.amazonaws.com"),
                        "sts:AssumeRole",
                        "arn:aws:iam::123456789012:role/api",
                        Map.of()))
                .isNotNull();
    }

    private static Map<String, String> claims(String aud, String amr) {
        return Map.of("cognito-identity.amazonaws.com:aud", aud, "cognito-identity.amazonaws.com:amr", amr);
    }

    @Test
    void requireTrust_shouldNeedBothSides_whenTheTrustNamesTheAccount() {
        iam.roleWithTrust("reader", """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                 "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "sts:AssumeRole"}]}""");
        var reader = "arn:aws:iam::123456789012:role/reader";

        assertThat(iam.authorizer().requireTrust(IamKit.ROOT, "sts:AssumeRole", reader, Map.of()))
                .isNotNull();
        assertThatThrownBy(() -> iam.authorizer().requireTrust(caller, "sts:AssumeRole", reader, Map.of()))
                .isInstanceOf(AwsException.class);
        iam.allow("api", "sts:AssumeRole", reader);
        assertThat(iam.authorizer().requireTrust(caller, "sts:AssumeRole", reader, Map.of()))
                .isNotNull();
    }
}

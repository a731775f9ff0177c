package dev.quartet.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.Caller;
import dev.quartet.local.core.MutableClock;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.iam.IamKit;
import dev.quartet.local.ssm.SsmService;
import dev.quartet.local.sts.Sessions;
import dev.quartet.local.sts.StsService;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** STS and the parameter store behind the gateway, spoken to by AWS's own clients. */
class SdkClientsTest {
    private static final String TRUST_ACCOUNT = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
             "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "sts:AssumeRole"}]}""";
    private static final String READER = "arn:aws:iam::123456789012:role/reader";

    private final MutableClock clock = new MutableClock(Instant.now());
    private final IamKit iam = new IamKit(clock);
    private final Sessions sessions = new Sessions(IamKit.context(clock), iam.authorizer());
    private final SsmService ssm = new SsmService(IamKit.context(clock), iam.authorizer());
    private final AwsGateway gateway = new AwsGateway(
                    new SignatureVerifier(IamKit.context(clock), sessions),
                    new NothingGetsOut(),
                    (from, service, reason) -> {},
                    Duration.ofSeconds(30))
            .add(ssm)
            .add(new StsService(IamKit.context(clock), sessions));
    private LoopbackServer server;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackServer.start(0, gateway);
        iam.roleWithTrust("reader", TRUST_ACCOUNT);
        ssm.install(iam.catalog());
    }

    @AfterEach
    void stop() {
        gateway.close();
        server.close();
    }

    @Test
    void getCallerIdentity_shouldTellTheRootAndSessions() {
        var root = sts(root()).getCallerIdentity();
        assertThat(root.arn()).isEqualTo("arn:aws:iam::123456789012:root");
        assertThat(root.account()).isEqualTo("123456789012");

        var assumed = sts(root()).assumeRole(r -> r.roleArn(READER).roleSessionName("me"));
        assertThat(assumed.assumedRoleUser().arn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/reader/me");
        assertThat(assumed.credentials().expiration())
                .isEqualTo(clock.instant().plusSeconds(3600).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        var session = sts(session(assumed.credentials())).getCallerIdentity();
        assertThat(session.arn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/reader/me");
        assertThat(session.userId()).endsWith(":me").startsWith("AROA");
    }

    @Test
    void assumeRole_shouldBeRefused_whenTheTrustPolicySaysNo() {
        iam.role("function", "lambda.amazonaws.com");
        assertThatThrownBy(() -> sts(root()).assumeRole(r -> r.roleArn("arn:aws:iam::123456789012:role/function")
                        .roleSessionName("me")))
                .isInstanceOfSatisfying(StsException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(403);
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                    assertThat(e.getMessage())
                            .contains("is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::")
                            .contains("trust policy of role function");
                });
    }

    @Test
    void credentials_shouldBeRefused_whenWrongOrExpired() {
        var wrong = AwsBasicCredentials.create(sessions.rootAccessKeyId(), "wrong");
        assertThatThrownBy(() -> sts(wrong).getCallerIdentity())
                .isInstanceOfSatisfying(
                        StsException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch"));
        assertThatThrownBy(() -> ssm(wrong).describeParameters()).isInstanceOfSatisfying(SsmException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidSignatureException");
            assertThat(e.statusCode()).isEqualTo(403);
        });
        assertThatThrownBy(() ->
                        ssm(AwsBasicCredentials.create("AKIAUNKNOWN", "x")).describeParameters())
                .hasMessageContaining("AKIAUNKNOWN");

        var credentials = sessions.assume(
                IamKit.ROOT,
                "sts:AssumeRole",
                READER,
                "s1",
                Map.of(),
                Map.of(),
                Optional.empty(),
                Duration.ofMinutes(15));
        var session = AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
        assertThat(sts(session).getCallerIdentity().arn()).endsWith("/s1");
        var forged = AwsSessionCredentials.create(credentials.accessKeyId(), credentials.secretAccessKey(), "forged");
        assertThatThrownBy(() -> sts(forged).getCallerIdentity()).hasMessageContaining("security token");
        clock.advance(Duration.ofMinutes(15).minusSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> ssm(session).describeParameters())
                .isInstanceOfSatisfying(
                        SsmException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ExpiredTokenException"));
    }

    @Test
    void parameters_shouldBeReadByPathInPages() {
        IntStream.range(0, 25).forEach(i -> declare("/quartet/dev/exports/p%02d".formatted(i), "v" + i));
        declare("/quartet/dev/exports/deep/er", "x");
        declare("/quartet/dev/exportsOfOthers", "x");
        declare("/quartet/dev/exports.old", "x");
        var client = ssm(root());

        var flat = client.getParametersByPathPaginator(r -> r.path("/quartet/dev/exports")).stream()
                .flatMap(page -> page.parameters().stream())
                .map(Parameter::name)
                .toList();
        assertThat(flat).hasSize(25).doesNotHaveDuplicates().isSorted();
        assertThat(client
                        .getParametersByPathPaginator(
                                r -> r.path("/quartet/dev/exports/").recursive(true))
                        .stream()
                        .flatMap(page -> page.parameters().stream())
                        .collect(Collectors.toMap(Parameter::name, Parameter::value)))
                .hasSize(26)
                .containsEntry("/quartet/dev/exports/p07", "v7")
                .containsEntry("/quartet/dev/exports/deep/er", "x");
        assertThat(client.describeParametersPaginator(r -> r.maxResults(7)).stream()
                        .flatMap(page -> page.parameters().stream())
                        .count())
                .isEqualTo(28);
    }

    @Test
    void parameters_shouldBeWrittenAndVersioned() {
        var client = ssm(root());
        assertThat(client.putParameter(r -> r.name("/a").value("1").type("String"))
                        .version())
                .isEqualTo(1);
        assertThatThrownBy(() -> client.putParameter(r -> r.name("/a").value("2")))
                .isInstanceOf(ParameterAlreadyExistsException.class);
        assertThat(client.putParameter(r -> r.name("/a").value("2").overwrite(true))
                        .version())
                .isEqualTo(2);

        var parameter = client.getParameter(r -> r.name("/a")).parameter();
        assertThat(parameter.value()).isEqualTo("2");
        assertThat(parameter.arn()).isEqualTo("arn:aws:ssm:eu-central-1:123456789012:parameter/a");
        assertThat(parameter.lastModifiedDate()).isBetween(clock.instant().minusSeconds(1), clock.instant());
        assertThatThrownBy(() -> client.getParameter(r -> r.name("/b"))).isInstanceOf(ParameterNotFoundException.class);
        assertThat(client.getParameters(r -> r.names("/a", "/b")).invalidParameters())
                .containsExactly("/b");
        assertThatThrownBy(() -> client.putParameter(r -> r.name("/big").value("x".repeat(4097))))
                .hasMessageContaining("1 to 4096 bytes, not 4097");
        assertThatThrownBy(() -> declare("no/slash", "x"))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("fully qualified name");
    }

    @Test
    void parameters_shouldNeedPermission() {
        declare("/quartet/dev/exports/todo", "{}");
        declare("/other", "secret");
        iam.inline("reader", """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ssm:GetParameter",
                 "Resource": "arn:aws:ssm:eu-central-1:123456789012:parameter/quartet/*"}]}""");
        var client = ssm(session(sts(root())
                .assumeRole(r -> r.roleArn(READER).roleSessionName("me"))
                .credentials()));

        assertThat(client.getParameter(r -> r.name("/quartet/dev/exports/todo"))
                        .parameter()
                        .value())
                .isEqualTo("{}");
        assertThatThrownBy(() -> client.getParameter(r -> r.name("/other")))
                .isInstanceOfSatisfying(
                        SsmException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"))
                .hasMessageContaining(
                        "User: arn:aws:sts::123456789012:assumed-role/reader/me is not authorized to perform: "
                                + "ssm:GetParameter on resource: arn:aws:ssm:eu-central-1:123456789012:parameter/other because no "
                                + "identity-based policy allows the ssm:GetParameter action");
    }

    @Test
    void callsFromTheVpc_shouldTimeOut_whenNothingLeadsThere() {
        var placement = new Placement("todo-api", List.of("subnet-1"), List.of("sg-1"));
        var credentials = sessions.assume(
                IamKit.ROOT,
                "sts:AssumeRole",
                READER,
                "vpc",
                Map.of(),
                Map.of(),
                Optional.of(placement),
                Duration.ofHours(1));
        var client = client(
                        SsmClient.builder(),
                        AwsSessionCredentials.create(
                                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken()))
                .overrideConfiguration(c -> c.apiCallTimeout(Duration.ofMillis(500)))
                .build();

        assertThatThrownBy(() -> client.getParameter(r -> r.name("/a"))).isInstanceOf(SdkClientException.class);
    }

    private void declare(String name, String value) {
        iam.register("aws:ssm/parameter:Parameter", name, Map.of("name", name, "type", "String", "value", value));
    }

    private AwsCredentials root() {
        return AwsBasicCredentials.create(sessions.rootAccessKeyId(), sessions.rootSecretAccessKey());
    }

    private static AwsCredentials session(software.amazon.awssdk.services.sts.model.Credentials credentials) {
        return AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
    }

    private StsClient sts(AwsCredentials credentials) {
        return client(StsClient.builder(), credentials).build();
    }

    private SsmClient ssm(AwsCredentials credentials) {
        return client(SsmClient.builder(), credentials).build();
    }

    private <B extends AwsClientBuilder<B, C>, C> B client(B builder, AwsCredentials credentials) {
        return builder.endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials));
    }

    /** A VPC without any endpoint. */
    private static final class NothingGetsOut implements Reachability {
        @Override
        public Optional<String> blockedToService(Placement from, String service) {
            return Optional.of("no endpoint for " + service);
        }

        @Override
        public Optional<String> blockedToPort(Placement from, Placement to, int port) {
            return Optional.of("no rule");
        }
    }

    /** Callers are compared by value. */
    @Test
    void root_shouldBeFoundByItsKey() {
        assertThat(sessions.find(sessions.rootAccessKeyId()).map(e -> e.caller().kind()))
                .hasValue(Caller.Kind.ROOT);
        assertThat(sessions.find("AKIAUNKNOWN")).isEmpty();
    }
}

package dev.quartet.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.RequestAuthenticator;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.http.FakeExchange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AwsGatewayTest {
    private static final Placement PLACEMENT = new Placement("todo-api", List.of("subnet-1"), List.of("sg-1"));
    private final SigningKit kit = new SigningKit("AKIDEXAMPLE", "secret", Instant.parse("2026-01-31T12:00:00Z"));
    private final List<String> told = new ArrayList<>();
    private final AwsGateway gateway = gateway(kit.verifier());

    @Test
    void handle_shouldRouteByTheSignaturesService() throws Exception {
        assertThat(answer(kit.sign("POST", "http://localhost:4566/", Map.of(), "{}")))
                .isEqualTo("ssm ROOT");
        var unknown = kit.signFor("braket", "POST", "http://localhost:4566/", Map.of(), "{}");
        assertThat(answer(unknown)).contains("no service with the signing name braket");
        assertThat(unknown.status).isEqualTo(501);
    }

    @Test
    void handle_shouldRouteUnsignedRequests() throws Exception {
        assertThat(answer(unsigned("POST", "/", Map.of("X-Amz-Target", "AWSCognitoIdentityProviderService.SignUp"))))
                .isEqualTo("cognito-idp ANONYMOUS");
        assertThat(answer(unsigned("GET", "/eu-central-1_abc/.well-known/jwks.json", Map.of())))
                .isEqualTo("cognito-idp ANONYMOUS");
        assertThat(answer(unsigned("GET", "/bucket/key", Map.of()))).isEqualTo("s3 ANONYMOUS");
    }

    @Test
    void handle_shouldRefuseUnsignedRequestsToOthers_inTheirOwnForm() throws Exception {
        var json = unsigned("POST", "/", Map.of("X-Amz-Target", "DynamoDB_20120810.GetItem"));
        assertThat(answer(json)).contains("\"__type\":\"MissingAuthenticationTokenException\"");
        assertThat(json.status).isEqualTo(403);

        var query = unsigned("POST", "/", Map.of("Content-Type", "application/x-www-form-urlencoded"));
        assertThat(answer(query))
                .contains("<ErrorResponse><Error><Type>Sender</Type><Code>MissingAuthenticationToken<");
    }

    @Test
    void handle_shouldRefuseNamesThatAreNotTheLocalMachines() throws Exception {
        for (var host :
                List.of("evil.example", "localhost.evil.example", "127.0.0.1.evil.example:4566", "", "10.0.0.1")) {
            var exchange = unsigned("GET", "/bucket/key", Map.of("Host", host));
            gateway.handle(exchange);
            assertThat(exchange.status).as(host).isEqualTo(403);
        }
        for (var host : List.of("localhost", "LOCALHOST:4566", "127.0.0.1:4566", "[::1]:4566", "b.s3.localhost:4566")) {
            assertThat(answer(unsigned("GET", "/key", Map.of("Host", host))))
                    .as(host)
                    .isEqualTo("s3 ANONYMOUS");
        }
    }

    @Test
    void handle_shouldServeManagementToLocalPagesOnly() throws Exception {
        gateway.management("mail", e -> e.respond(200, Map.of(), "mails".getBytes(StandardCharsets.UTF_8)));

        assertThat(answer(unsigned("GET", "/_quartet/mail", Map.of()))).isEqualTo("mails");
        assertThat(answer(unsigned("GET", "/_quartet/mail", Map.of("Origin", "http://localhost:8080"))))
                .isEqualTo("mails");
        assertThat(answer(unsigned("GET", "/_quartet/mail", Map.of("Origin", "https://evil.example"))))
                .isEqualTo("Pages of other origins have no access.\n");
        assertThat(answer(unsigned("GET", "/_quartet/nothing", Map.of()))).contains("There is no /_quartet/nothing.");
    }

    @Test
    void handle_shouldNeverAnswer_whenTheVpcDoesNotLetTheCallThrough() throws Exception {
        var caller = new Caller(
                Caller.Kind.ROLE,
                "arn:aws:sts::123456789012:assumed-role/r/s",
                Optional.of("arn:aws:iam::123456789012:role/r"),
                Optional.empty(),
                Map.of(),
                Optional.of(PLACEMENT));
        var inVpc = gateway(e -> new AwsRequest(e, caller, "s3", "eu-central-1", "id"));
        var exchange = unsigned("GET", "/bucket/key", Map.of());
        inVpc.handle(exchange);

        assertThat(exchange.aborted).isTrue();
        assertThat(exchange.status).isZero();
        assertThat(told).containsExactly("todo-api -> s3: no endpoint");
    }

    private AwsGateway gateway(RequestAuthenticator authenticator) {
        return new AwsGateway(
                        authenticator,
                        new NoS3(),
                        (from, service, reason) -> told.add(from.owner() + " -> " + service + ": " + reason),
                        Duration.ofMillis(1))
                .add(new Named("ssm", "", ""))
                .add(new Named("s3", "", ""))
                .add(new Named("cognito-idp", "AWSCognitoIdentityProviderService.", "/.well-known/jwks.json"));
    }

    private String answer(FakeExchange exchange) throws Exception {
        gateway.handle(exchange);
        return exchange.text();
    }

    private static FakeExchange unsigned(String method, String target, Map<String, String> headers) {
        var all = new LinkedHashMap<String, String>();
        all.put("Host", "localhost:4566");
        all.putAll(headers);
        return new FakeExchange(method, target, all, new byte[0]);
    }

    /** Says who it is and who called. */
    private record Named(String name, String targetPrefix, String pathSuffix) implements AwsService {
        @Override
        public Set<String> signingNames() {
            return Set.of(name);
        }

        @Override
        public Set<String> targetPrefixes() {
            return targetPrefix.isEmpty() ? Set.of() : Set.of(targetPrefix);
        }

        @Override
        public boolean answersUnsigned(String method, String rawPath) {
            return !pathSuffix.isEmpty() && rawPath.endsWith(pathSuffix);
        }

        @Override
        public void handle(AwsRequest request) throws Exception {
            if (!request.service().equals(name)) {
                throw new AwsException("InternalFailure", 500, "routed to " + name + ", not " + request.service());
            }
            request.exchange()
                    .respond(200, Map.of(), (name + " " + request.caller().kind()).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A VPC without an endpoint for S3. */
    private static final class NoS3 implements Reachability {
        @Override
        public Optional<String> blockedToService(Placement from, String service) {
            return service.equals("s3") ? Optional.of("no endpoint") : Optional.empty();
        }

        @Override
        public Optional<String> blockedToPort(Placement from, Placement to, int port) {
            return Optional.empty();
        }
    }
}

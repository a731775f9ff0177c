package dev.quartet.local.cloudfront.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.LoadBalancers;
import dev.quartet.local.core.MutableClock;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A distribution in front of an internal load balancer, as the updates have it. */
@Timeout(60)
class VpcOriginTest {
    private static final String BALANCER =
            "arn:aws:elasticloadbalancing:%s:%s:loadbalancer/app/updates/0123456789abcdef"
                    .formatted(EdgeFixture.REGION, EdgeFixture.ACCOUNT);
    private static final String NAME = "internal-updates-1.elb.localhost";

    @TempDir
    private Path folder;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T10:00:00Z"));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private EdgeFixture edge;
    private LoopbackServer balancer;
    private String group;
    /** What the load balancer answers when it has no healthy target. */
    private volatile int failure;

    @BeforeEach
    void start() throws IOException {
        edge = new EdgeFixture(folder, clock);
        balancer = LoopbackServer.start(0, this::answer);
        group = edge.vpc.group("balancer");
        edge.listeners.put(
                BALANCER,
                List.of(new LoadBalancers.Listener(
                        BALANCER.replace("loadbalancer", "listener") + "/1",
                        BALANCER,
                        80,
                        new Placement("updates", List.of(edge.vpc.subnet("a"), edge.vpc.subnet("b")), List.of(group)),
                        URI.create("http://127.0.0.1:" + balancer.port()))));
    }

    @AfterEach
    void stop() {
        edge.close();
        balancer.close();
    }

    @Test
    void requests_shouldTimeOut_untilTheVpcLetsThemThrough() throws Exception {
        var authority = EdgeFixture.output(distribution(vpcOrigin(80)), "domainName");

        var response = edge.get(authority, "/stable/1.0.0/without-gateway");
        assertThat(response.statusCode()).isEqualTo(504);
        assertThat(response.headers().firstValue("X-Cache")).contains("Error from cloudfront");
        edge.vpc.internetGateway();
        assertThat(edge.get(authority, "/stable/1.0.0/without-rule").statusCode())
                .isEqualTo(504);
        assertThat(asked).isEmpty();

        edge.vpc.admitCloudFront(group, 80);
        assertThat(edge.get(authority, "/stable/1.0.0/app").body()).isEqualTo("GET /stable/1.0.0/app");
        assertThat(asked).containsExactly("GET /stable/1.0.0/app of " + NAME);
    }

    @Test
    void requests_shouldTimeOut_whereNothingListens() throws Exception {
        edge.vpc.internetGateway();
        edge.vpc.admitCloudFront(group, 8080);
        var authority = EdgeFixture.output(distribution(vpcOrigin(8080)), "domainName");

        assertThat(edge.get(authority, "/stable/latest.json").statusCode()).isEqualTo(504);
    }

    @Test
    void deadOrigin_shouldLeaveWhatIsCached() throws Exception {
        edge.vpc.internetGateway();
        edge.vpc.admitCloudFront(group, 80);
        var authority = EdgeFixture.output(distribution(vpcOrigin(80)), "domainName");
        assertThat(edge.get(authority, "/stable/latest.json").statusCode()).isEqualTo(200);
        asked.clear();

        // Without healthy targets the load balancer answers 503: cached ones are served, stale for as long as they
        // allow.
        failure = 503;
        assertThat(edge.get(authority, "/stable/latest.json").statusCode()).isEqualTo(200);
        assertThat(asked).isEmpty();
        clock.advance(Duration.ofSeconds(61));
        assertThat(edge.get(authority, "/stable/latest.json").statusCode()).isEqualTo(200);
        assertThat(asked).hasSize(1);

        // What is not cached answers what the origin says, which is asked again after 5 s, not before.
        assertThat(edge.get(authority, "/stable/2.0.0/app").statusCode()).isEqualTo(503);
        assertThat(edge.get(authority, "/stable/2.0.0/app").statusCode()).isEqualTo(503);
        assertThat(asked).hasSize(2);
        balancer.close();
        assertThat(edge.get(authority, "/stable/3.0.0/app").statusCode()).isEqualTo(502);
        clock.advance(Duration.ofHours(25));
        assertThat(edge.get(authority, "/stable/latest.json").statusCode()).isEqualTo(502);
    }

    @Test
    void errors_shouldBeAskedAgainAfterTheirTime() throws Exception {
        edge.vpc.internetGateway();
        edge.vpc.admitCloudFront(group, 80);
        var authority = EdgeFixture.output(distribution(vpcOrigin(80)), "domainName");
        failure = 503;
        assertThat(edge.get(authority, "/stable/1.0.0/app").statusCode()).isEqualTo(503);

        failure = 0;
        clock.advance(Duration.ofSeconds(4));
        assertThat(edge.get(authority, "/stable/1.0.0/app").statusCode()).isEqualTo(503);
        clock.advance(Duration.ofSeconds(2));
        assertThat(edge.get(authority, "/stable/1.0.0/app").statusCode()).isEqualTo(200);
    }

    @Test
    void declarations_shouldBeRefusedAsCloudFrontDoes() {
        assertThatThrownBy(() -> distribution("vo_unknown"))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("The specified VPC origin does not exist: vo_unknown");
        assertThatThrownBy(() -> vpcOrigin(81)).hasMessageContaining("httpPort 81 must be 80, 443 or 1024 to 65535");
        assertThatThrownBy(() -> vpcOrigin("arn:aws:ec2:eu-west-1:123456789012:instance/i-1", 80))
                .hasMessageContaining("VPC origins that are application load balancers");
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add("%s %s of %s"
                .formatted(
                        exchange.method(),
                        exchange.rawPath(),
                        exchange.header("Host").orElse("")));
        if (failure != 0) {
            exchange.respond(failure, Map.of("Content-Type", "text/html"), new byte[0]);
            return;
        }
        var body = "%s %s".formatted(exchange.method(), exchange.rawPath()).getBytes(StandardCharsets.UTF_8);
        exchange.respond(200, Map.of("Cache-Control", "max-age=60, stale-if-error=86400", "ETag", "\"1\""), body);
    }

    private String vpcOrigin(int port) {
        return vpcOrigin(BALANCER, port);
    }

    private String vpcOrigin(String arn, int port) {
        return edge.provision(
                        "aws:cloudfront/vpcOrigin:VpcOrigin",
                        "updates",
                        Map.of(
                                "vpcOriginEndpointConfig",
                                Map.of(
                                        "name",
                                        "updates",
                                        "arn",
                                        arn,
                                        "httpPort",
                                        (double) port,
                                        "httpsPort",
                                        443.0,
                                        "originProtocolPolicy",
                                        "http-only")))
                .id();
    }

    private Provisioned distribution(String vpcOriginId) {
        return edge.provision(
                "aws:cloudfront/distribution:Distribution",
                "updates",
                Map.of(
                        "enabled",
                        true,
                        "origins",
                        List.of(Map.of(
                                "originId",
                                "balancer",
                                "domainName",
                                NAME,
                                "vpcOriginConfig",
                                Map.of("vpcOriginId", vpcOriginId))),
                        "defaultCacheBehavior",
                        Map.of(
                                "targetOriginId",
                                "balancer",
                                "viewerProtocolPolicy",
                                "redirect-to-https",
                                "allowedMethods",
                                List.of("GET", "HEAD"),
                                "cachedMethods",
                                List.of("GET", "HEAD"),
                                "cachePolicyId",
                                "658327ea-f89d-4fab-a63d-7e88639e58f6"),
                        "customErrorResponses",
                        List.of(error(502), error(503), error(504))));
    }

    private static Map<String, Object> error(int code) {
        return Map.of("errorCode", (double) code, "errorCachingMinTtl", 5.0);
    }
}

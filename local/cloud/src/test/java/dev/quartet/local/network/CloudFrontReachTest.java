package dev.quartet.local.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.ProvisionException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a VPC origin needs of the VPC. */
class CloudFrontReachTest {
    private final VpcKit vpc = new VpcKit(new CloudContext(
            "test",
            "123456789012",
            "eu-central-1",
            Clock.systemUTC(),
            "http://127.0.0.1:4566",
            Path.of("."),
            Optional.empty()));
    private final String group = vpc.group("balancer");

    @Test
    void vpcOrigin_shouldNeedAnInternetGatewayAndThePrefixList() {
        assertThat(blocked(80).orElseThrow()).contains("balancer", "has no internet gateway");

        vpc.internetGateway();
        assertThat(blocked(80).orElseThrow())
                .contains(
                        "no ingress rule of security groups [" + group,
                        "com.amazonaws.global.cloudfront.origin-facing");

        vpc.admitCloudFront(group, 80);
        assertThat(blocked(80)).isEmpty();
        assertThat(blocked(8080)).isPresent();
    }

    @Test
    void prefixList_shouldCountFor55Of60Rules() {
        vpc.admitCloudFront(group, 80);
        for (int port = 1001; port <= 1005; port++) {
            vpc.rule("Ingress", group, port, Map.of("cidrIpv4", "10.0.0.0/16"));
        }

        assertThatThrownBy(() -> vpc.rule("Ingress", group, 1006, Map.of("cidrIpv4", "10.0.0.0/16")))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("RulesPerSecurityGroupLimitExceeded")
                .hasMessageContaining("has 60 ingress rules already");
    }

    private Optional<String> blocked(int port) {
        return vpc.reachability()
                .blockedFromCloudFront(new Placement("balancer", List.of(vpc.subnet("a")), List.of(group)), port);
    }
}

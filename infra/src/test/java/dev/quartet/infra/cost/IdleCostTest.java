package dev.quartet.infra.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.infra.config.Settings;
import dev.quartet.infra.core.Tally;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class IdleCostTest {
    private static IdleCost of(Tally tally, String... keysAndValues) {
        return in("ap-northeast-1", tally, keysAndValues);
    }

    private static IdleCost in(String region, Tally tally, String... keysAndValues) {
        Map<String, String> config = new HashMap<>(Map.of("mailFrom", "blog@example.com"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        Settings settings = Settings.read("dev", key -> Optional.ofNullable(config.get(key)), key -> Optional.of(region)
                .filter(wanted -> key.equals("region")));
        return IdleCost.of(settings, tally);
    }

    @Test
    void alarms_areBilledByTheMetricsThatTheyWatch() {
        Tally tally = new Tally();
        tally.alarm(1);
        tally.alarm(2);
        IdleCost cost = of(tally, "architectures", "todo", "apiCache", "false");
        assertThat(cost.lines().toString()).contains("CloudWatch alarms, 2 of 3 metrics");
        assertThat(cost.total()).isCloseTo(0.30 + 3.00, Offset.offset(0.001));
    }

    @Test
    void dashboard_costsItsTasks_itsLoadBalancer_itsWayOut_andThreeAddresses() {
        IdleCost cost = of(
                new Tally(),
                "architectures",
                "todo",
                "apiCache",
                "false",
                "dashboard",
                "true",
                "domain",
                "shop.example.com",
                "hostedZoneId",
                "Z1",
                "dashboardImage",
                "ghcr.io/acme/dashboard:1",
                "dashboardTasks",
                "2");
        assertThat(cost.lines().toString())
                .contains("Fargate, 2 x 0.5 vCPU (arm64) and 1 GB", "NAT gateway of the dashboard");
        assertThat(cost.total()).isCloseTo(2 * 17.991 + 17.739 + 45.26 + 10.95 + 3.00, Offset.offset(0.001));
    }

    @Test
    void services_costTheirLoadBalancer_andTheirShardsOrTheStreamItself() {
        IdleCost shards = of(new Tally(), "architectures", "services", "streamShards", "2");
        assertThat(shards.lines().toString()).contains("Kinesis, 2 shard(s)", "Load balancer of inventory");
        assertThat(shards.total()).isCloseTo(2 * 14.235 + 17.739 + 3.00, Offset.offset(0.001));
        IdleCost onDemand = of(new Tally(), "architectures", "services", "stream", "onDemand");
        assertThat(onDemand.lines().toString()).contains("Kinesis, on demand");
    }

    @Test
    void updates_costTheirInstances_theirLoadBalancer_andAnEndpointForEachServiceAndZone() {
        IdleCost one = of(new Tally(), "architectures", "updates");
        assertThat(one.lines().toString())
                .contains("EC2, 1 x t4g.micro", "Load balancer of updates", "Interface endpoints, 1");
        assertThat(one.total()).isCloseTo(7.884 + 2.868 + 17.739 + 10.22 + 2.40 + 3.00, Offset.offset(0.001));
        IdleCost two = of(
                new Tally(),
                "architectures",
                "updates",
                "updatesMinInstances",
                "2",
                "updatesInstanceType",
                "c7gn.large",
                "ssm",
                "true");
        assertThat(two.lines().toString()).contains("EC2, 2 x c7gn.large", "Interface endpoints, 8");
    }

    @Test
    void firewall_costsItsRules_whereDistributionsHaveTheirs() {
        IdleCost without = of(new Tally(), "architectures", "blog");
        IdleCost with = of(new Tally(), "architectures", "blog", "waf", "true");
        assertThat(with.total() - without.total()).isCloseTo(5.00 + 4 * 1.00, Offset.offset(0.001));
    }

    @Test
    void prices_areThoseOfTheRegion_andSayWhoseTheyAreElse() {
        IdleCost seoul = in("ap-northeast-2", new Tally(), "architectures", "services", "streamShards", "1");
        // A load balancer of Seoul at 0.0225, and a shard at what us-east-1 asks.
        assertThat(seoul.total()).isCloseTo(16.425 + 10.95 + 3.00, Offset.offset(0.001));
        assertThat(seoul.lines().getLast())
                .contains("list prices of ap-northeast-2 as of 2025-06-30 to 20")
                .contains("those of us-east-1 where none is known: kinesis.shard");
    }
}

package dev.quartet.infra.network;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.inputs.GetAvailabilityZonesArgs;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import dev.quartet.infra.core.Scope;
import java.util.Comparator;
import java.util.List;

/** Chooses the two zones of a stack, by zone id: names like us-east-1a mean another zone in each account. */
final class Zones {
    /**
     * Zones that lack VPC origins or VPC links: taken only where nothing else is left.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html">AWS</a>
     * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html">AWS</a>
     */
    private static final List<String> UNSUITABLE =
            List.of("ape1-az1", "apne1-az3", "apne2-az1", "cac1-az3", "use1-az3", "usw1-az2");

    private Zones() {}

    /** Returns two zone ids. */
    static Output<List<String>> choose(Scope scope) {
        List<String> configured = scope.settings().network().zoneIds();
        if (!configured.isEmpty()) {
            return Output.of(configured);
        }
        return AwsFunctions.getAvailabilityZones(
                        GetAvailabilityZonesArgs.builder().state("available").build(),
                        InvokeOptions.builder().provider(scope.provider()).build())
                .applyValue(zones -> firstTwo(zones.zoneIds()));
    }

    static List<String> firstTwo(List<String> zoneIds) {
        if (zoneIds.size() < 2) {
            throw new IllegalStateException("The region has the zones " + zoneIds + " only; two are needed");
        }
        return zoneIds.stream()
                .sorted(Comparator.comparing((String id) -> UNSUITABLE.contains(id))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(2)
                .toList();
    }
}

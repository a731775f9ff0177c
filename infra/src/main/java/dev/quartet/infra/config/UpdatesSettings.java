package dev.quartet.infra.config;

import java.util.List;
import java.util.Optional;

/**
 * Software updates: which instances and how many, the requests a minute that each is meant to answer, Origin Shield,
 * sessions on instances, the domain that their name is in, where CloudFront serves from, whether a deployment waits for it.
 */
public record UpdatesSettings(
        String instanceType,
        int minInstances,
        int maxInstances,
        int requestsPerTarget,
        boolean originShield,
        boolean ssm,
        Optional<Domain> domain,
        String priceClass,
        boolean waitForDeployment) {
    /** Graviton, as the image is: small ones that save up processor time, and ones with more network. */
    public static final List<String> INSTANCE_TYPES = List.of(
            "t4g.micro",
            "t4g.small",
            "t4g.medium",
            "t4g.large",
            "m7g.medium",
            "m7g.large",
            "c7gn.medium",
            "c7gn.large");

    /**
     * Where CloudFront has Origin Shields.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-shield.html">AWS</a>
     */
    static final List<String> SHIELD_REGIONS = List.of(
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "eu-central-1",
            "eu-west-1",
            "eu-west-2",
            "me-central-1",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-west-2");

    private static final int MOST_INSTANCES = 100;

    /** What instances reach through interface endpoints: their log; with sessions also Systems Manager's three. */
    public List<String> endpoints() {
        return ssm ? List.of("logs", "ssm", "ssmmessages", "ec2messages") : List.of("logs");
    }

    /** In how many zones the endpoints are. One zone's failure stops the log only: one instance does not pay for two. */
    public int endpointZones() {
        return minInstances > 1 ? 2 : 1;
    }

    static UpdatesSettings read(Values values, String region) {
        int min = values.integer("updatesMinInstances", 1, MOST_INSTANCES).orElse(1);
        int max = values.integer("updatesMaxInstances", 1, MOST_INSTANCES).orElse(Math.max(4, min));
        if (max < min) {
            throw values.refused("updatesMaxInstances", max, "quartet:updatesMinInstances, " + min + ", or more");
        }
        boolean shield = values.flag("updatesOriginShield", false);
        if (shield && !SHIELD_REGIONS.contains(region)) {
            throw values.refused(
                    "updatesOriginShield",
                    true,
                    "false in " + region + ", true in " + String.join(", ", SHIELD_REGIONS));
        }
        return new UpdatesSettings(
                values.oneOf("updatesInstanceType", "t4g.micro", INSTANCE_TYPES),
                min,
                max,
                values.integer("updatesRequestsPerTarget", 1, 1_000_000).orElse(600),
                shield,
                values.flag("ssm", false),
                Domain.read(values, "domain", "shop.example.com")
                        .filter(domain -> !domain.isLoopback())
                        .map(domain -> domain.sub("updates")),
                values.oneOf("priceClass", "PriceClass_200", BlogSettings.PRICE_CLASSES),
                values.flag("waitForDeployment", true));
    }
}

package dev.quartet.infra.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The whole configuration of one stack. {@code retainData} is what distinguishes production: deletion protection on
 * tables and user pools, and buckets that are never emptied by a destroy.
 */
public record Settings(
        String stack,
        String region,
        Set<Architecture> architectures,
        boolean retainData,
        NetworkSettings network,
        DaxSettings dax,
        ApiSettings api,
        OperationsSettings operations,
        List<Canary> canaries,
        Optional<BlogSettings> blog,
        Optional<ServicesSettings> services,
        Optional<UpdatesSettings> updates,
        Optional<DashboardSettings> dashboard) {
    /** Every key of the namespace {@code quartet:} that this version knows. */
    public static final Set<String> KEYS = Set.of(
            "architectures",
            "retainData",
            "vpcCidr",
            "zoneIds",
            "dax",
            "daxNodeType",
            "daxNodes",
            "daxUnlistedRegion",
            "apiCache",
            "apiCacheSizeGb",
            "apiThrottleRate",
            "apiThrottleBurst",
            "apiDetailedMetrics",
            "corsOrigin",
            "manageApiGatewayAccount",
            "logRetentionDays",
            "alarmEmails",
            "monthlyBudgetUsd",
            "xray",
            "dashboardUrl",
            "mailFrom",
            "blogDomain",
            "hostedZoneId",
            "waf",
            "priceClass",
            "replicaRegions",
            "waitForDeployment",
            "domain",
            "stream",
            "streamShards",
            "streamBatchWindowSeconds",
            "streamParallelization",
            "updatesInstanceType",
            "updatesMinInstances",
            "updatesMaxInstances",
            "updatesRequestsPerTarget",
            "updatesOriginShield",
            "ssm",
            "canary",
            "dashboard",
            "dashboardImage",
            "dashboardProcessor",
            "dashboardTasks");

    // A DAX cluster is named after the stack and takes 20 characters: quartet- and twelve more.
    private static final Pattern STACK = Pattern.compile("[a-z](-?[a-z0-9]){0,11}");
    static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");

    public Settings {
        architectures = Set.copyOf(architectures);
        canaries = List.copyOf(canaries);
    }

    /** Reads and validates everything; {@code quartet} and {@code aws} look a key up in their namespace. */
    public static Settings read(
            String stack, Function<String, Optional<String>> quartet, Function<String, Optional<String>> aws) {
        if (!STACK.matcher(stack).matches() || stack.length() > 12) {
            throw InvalidConfigException.of(
                    "The stack's name",
                    stack,
                    "a lower-case letter, then letters, digits and single hyphens, 12 at most");
        }
        String region = new Values("aws", aws)
                .matching("region", REGION, "an AWS region such as ap-northeast-1")
                .orElseThrow(() -> new InvalidConfigException(
                        "aws:region is absent; set it with: pulumi config set aws:region ap-northeast-1"));
        Values values = new Values("quartet", quartet);
        Set<Architecture> architectures = architectures(values);
        Optional<BlogSettings> blog = architectures.contains(Architecture.BLOG)
                ? Optional.of(BlogSettings.read(values, region))
                : Optional.empty();
        Optional<ServicesSettings> services = architectures.contains(Architecture.SERVICES)
                ? Optional.of(ServicesSettings.read(values))
                : Optional.empty();
        Optional<UpdatesSettings> updates = architectures.contains(Architecture.UPDATES)
                ? Optional.of(UpdatesSettings.read(values, region))
                : Optional.empty();
        Domain.refuseLonelyZone(
                values,
                values.text("blogDomain").isPresent() || values.text("domain").isPresent());
        return new Settings(
                stack,
                region,
                architectures,
                values.flag("retainData", false),
                NetworkSettings.read(values),
                DaxSettings.read(values, region),
                ApiSettings.read(values),
                OperationsSettings.read(values),
                Canary.read(values),
                blog,
                services,
                updates,
                DashboardSettings.read(values));
    }

    /** Refuses keys that nobody reads, which are most often typing errors. */
    public static void refuseUnknownKeys(Collection<String> fullKeys) {
        for (String key : fullKeys) {
            if (key.startsWith("quartet:") && !KEYS.contains(key.substring("quartet:".length()))) {
                throw new InvalidConfigException(key + " is not a key of this version; allowed: "
                        + KEYS.stream().sorted().map(k -> "quartet:" + k).collect(Collectors.joining(", ")));
            }
        }
    }

    /** Returns whether the stack has this architecture. */
    public boolean has(Architecture architecture) {
        return architectures.contains(architecture);
    }

    /** Returns whether the stack has a DAX cluster: it is wanted, and an architecture with tables that are read through it is there. */
    public boolean hasDax() {
        return dax.enabled() && (has(Architecture.TODO) || has(Architecture.BLOG));
    }

    /** Returns the canary of a function, by its name within the stack. */
    public Optional<Canary> canary(String function) {
        return canaries.stream()
                .filter(canary -> canary.function().equals(function))
                .findFirst();
    }

    private static Set<Architecture> architectures(Values values) {
        Optional<List<String>> chosen = values.list("architectures");
        if (chosen.isEmpty()) {
            return EnumSet.allOf(Architecture.class);
        }
        EnumSet<Architecture> architectures = EnumSet.noneOf(Architecture.class);
        String allowed =
                Arrays.stream(Architecture.values()).map(Architecture::key).collect(Collectors.joining(", "));
        for (String key : chosen.get()) {
            architectures.add(Arrays.stream(Architecture.values())
                    .filter(candidate -> candidate.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> values.refused("architectures", key, allowed)));
        }
        if (architectures.isEmpty()) {
            throw values.refused("architectures", "[]", "at least one of " + allowed);
        }
        return architectures;
    }
}

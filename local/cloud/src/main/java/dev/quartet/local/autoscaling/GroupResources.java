package dev.quartet.local.autoscaling;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Change;
import dev.quartet.local.core.Instances;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.core.ResourceUpdater;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handlers of groups and of their policies. */
final class GroupResources implements ResourceModule {
    private static final String GROUP = "aws:autoscaling/group:Group";
    private static final Duration CAPACITY = Duration.ofSeconds(60);
    private static final Logger log = LoggerFactory.getLogger(GroupResources.class);
    private static final String POLICY = "aws:autoscaling/policy:Policy";

    private final AutoScaling autoScaling;
    private final SettingsReader reader;

    GroupResources(AutoScaling autoScaling, Instances instances, Reachability network) {
        this.autoScaling = requireNonNull(autoScaling, "autoScaling is null");
        this.reader = new SettingsReader(instances, network);
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource(GROUP, this::group)
                .updater(GROUP, new Updater())
                .resource(POLICY, this::policy)
                .updater(POLICY, ResourceUpdater.again(this::policy, Set.of("name", "autoscalingGroupName")));
    }

    private Provisioned group(Registration registration) {
        var inputs = registration.inputs();
        var name = registration.physicalName("name");
        var settings = reader.read(inputs);
        int desired = inputs.optionalInteger("desiredCapacity").orElse(settings.min());
        var arn = autoScaling
                .context()
                .arn("autoscaling", "autoScalingGroup:%s:autoScalingGroupName/%s".formatted(uuid(registration), name))
                .toString();
        if (!autoScaling.add(new Group.Identity(name, arn), settings, desired)) {
            throw new ProvisionException("%s: AlreadyExists: AutoScalingGroup by this name already exists - %s"
                    .formatted(inputs.owner(), name));
        }
        if (!inputs.optionalString("waitForCapacityTimeout").orElse("10m").matches("0[a-z]*")) {
            await(name);
        }
        return Provisioned.running(name, outputs(registration, name, arn, settings, desired));
    }

    /** Waits as the provider does, though not as long: an instance that fails is in service too, until its health counts. */
    private void await(String name) {
        var group = autoScaling.group(name).orElseThrow();
        try {
            group.filled().get(CAPACITY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.warn(
                    "group {} has not its {} instances in service after {} s",
                    name,
                    group.desired(),
                    CAPACITY.toSeconds());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProvisionException(name + ": interrupted while its instances start", e);
        }
    }

    private static Map<String, Object> outputs(
            Registration registration, String name, String arn, Settings settings, int desired) {
        var inputs = registration.inputs();
        var outputs = new HashMap<String, Object>();
        outputs.put("arn", arn);
        outputs.put("name", name);
        outputs.put("desiredCapacity", desired);
        outputs.put("defaultCooldown", inputs.optionalInteger("defaultCooldown").orElse(300));
        outputs.put("healthCheckType", settings.elb() ? "ELB" : "EC2");
        outputs.put("vpcZoneIdentifiers", inputs.strings("vpcZoneIdentifiers"));
        outputs.put(
                "availabilityZones",
                settings.subnets().stream().map(Settings.Zone::name).distinct().toList());
        var template = new LinkedHashMap<String, Object>();
        template.put("id", settings.template().id());
        template.put("name", settings.template().name());
        template.put("version", settings.versionText());
        outputs.put("launchTemplate", template);
        outputs.put("loadBalancers", java.util.List.of());
        outputs.put("targetGroupArns", settings.targetGroups());
        outputs.put("predictedCapacity", 0);
        outputs.put("warmPoolSize", 0);
        return outputs;
    }

    private Provisioned policy(Registration registration) {
        var inputs = registration.inputs();
        var name = registration.physicalName("name");
        var groupName = inputs.string("autoscalingGroupName");
        var group = autoScaling
                .group(groupName)
                .orElseThrow(() -> new ProvisionException(
                        "%s: ValidationError: Group %s not found".formatted(inputs.owner(), groupName)));
        if (!inputs.optionalString("policyType").orElse("SimpleScaling").equals("TargetTrackingScaling")) {
            throw new ProvisionException(
                    "%s: policyType: the local cloud has TargetTrackingScaling alone".formatted(inputs.owner()));
        }
        var configuration = inputs.block("targetTrackingConfiguration")
                .orElseThrow(() -> new ProvisionException(
                        "%s: ValidationError: targetTrackingConfiguration is missing".formatted(inputs.owner())));
        var arn = autoScaling
                .context()
                .arn(
                        "autoscaling",
                        "scalingPolicy:%s:autoScalingGroupName/%s:policyName/%s"
                                .formatted(uuid(registration), groupName, name))
                .toString();
        var warmup = inputs.optionalInteger("estimatedInstanceWarmup");
        autoScaling.put(new TargetTracking(
                new TargetTracking.Identity(name, arn),
                group,
                Tracked.read(configuration, groupName),
                warmup.isPresent()
                        ? Duration.ofSeconds(warmup.getAsInt())
                        : group.settings().warmup(),
                autoScaling.context().clock()));
        return Provisioned.running(name, Map.of("arn", arn, "name", name, "metricAggregationType", ""));
    }

    private static UUID uuid(Registration registration) {
        return UUID.nameUUIDFromBytes(registration.urn().getBytes(StandardCharsets.UTF_8));
    }

    /** Changes sizes, health checks and the template; another version of the template begins an instance refresh. */
    private final class Updater implements ResourceUpdater {
        private static final Set<String> CHANGEABLE = Set.of(
                "minSize",
                "maxSize",
                "desiredCapacity",
                "launchTemplate",
                "healthCheckGracePeriod",
                "healthCheckType",
                "defaultInstanceWarmup",
                "enabledMetrics",
                "instanceRefresh",
                "instanceMaintenancePolicy",
                "tags");

        @Override
        public Provisioned plan(Change change) {
            change.requireOnly(CHANGEABLE);
            // Its template's version may be about to be made: all is read when it is applied.
            int min = change.after().inputs().integer("minSize");
            int max = change.after().inputs().integer("maxSize");
            SettingsReader.requireSizes(
                    change.after().inputs().owner(),
                    min,
                    max,
                    change.after().inputs().optionalInteger("desiredCapacity").orElse(min));
            return change.made();
        }

        @Override
        public Provisioned apply(Change change) {
            change.requireOnly(CHANGEABLE);
            var inputs = change.after().inputs();
            var group = autoScaling.group(change.made().id()).orElseThrow();
            var settings = reader.read(inputs);
            var before = group.settings();
            group.change(
                    settings,
                    inputs.has("desiredCapacity")
                            ? OptionalInt.of(inputs.integer("desiredCapacity"))
                            : OptionalInt.empty(),
                    "the program was deployed");
            if (inputs.has("instanceRefresh") && !settings.template().equals(before.template())) {
                int healthy = inputs.block("instanceRefresh")
                        .flatMap(refresh -> refresh.block("preferences"))
                        .map(preferences -> preferences
                                .optionalInteger("minHealthyPercentage")
                                .orElse(90))
                        .orElse(90);
                var unused = group.refresh(healthy, true);
            }
            return Provisioned.running(
                    change.made().id(),
                    outputs(
                            change.after(),
                            group.identity().name(),
                            group.identity().arn(),
                            settings,
                            group.desired()));
        }
    }
}

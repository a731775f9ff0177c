package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.elb.LoadBalancer.Attributes;
import dev.quartet.local.elb.LoadBalancer.ForwardedFor;
import dev.quartet.local.elb.LoadBalancer.Identity;
import dev.quartet.local.http.FrontDoors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Handlers of load balancers. */
final class LoadBalancerResources implements ResourceModule {
    private static final int IDLE_SECONDS = 60;
    private static final int MOST_IDLE_SECONDS = 4000;

    private final Registry registry;
    private final FrontDoors doors;
    private final Reachability network;
    private final Metrics metrics;

    LoadBalancerResources(Registry registry, FrontDoors doors, Reachability network, Metrics metrics) {
        this.registry = requireNonNull(registry, "registry is null");
        this.doors = requireNonNull(doors, "doors is null");
        this.network = requireNonNull(network, "network is null");
        this.metrics = requireNonNull(metrics, "metrics is null");
    }

    @Override
    public void install(ResourceCatalog catalog) {
        Tokens.LOAD_BALANCER.forEach(token -> catalog.resource(token, this::loadBalancer));
    }

    private Provisioned loadBalancer(Registration registration) {
        var inputs = registration.inputs();
        var type = inputs.optionalString("loadBalancerType").orElse("application");
        if (!type.equals("application")) {
            throw new ProvisionException(
                    "%s: loadBalancerType '%s': the local cloud has application load balancers alone"
                            .formatted(inputs.owner(), type));
        }
        var name = Registry.requireName(inputs.owner(), registration.physicalName("name"));
        var subnets = subnets(inputs);
        var placement = new Placement(
                name, subnets.stream().map(Reachability.Subnet::id).toList(), inputs.strings("securityGroups"));
        var arn = registry.arn("loadbalancer/app", name);
        var identity = new Identity(
                arn,
                name,
                inputs.flag("internal", false),
                subnets.getFirst().vpcId(),
                placement,
                subnets.stream().map(Reachability.Subnet::zone).toList(),
                registry.context().clock().instant());
        var attributes = attributes(inputs);
        var suffix = LoadBalancer.suffix(arn);
        var created = new LoadBalancer(
                identity,
                attributes,
                new LoadBalancerMetrics(metrics, registration.region(), suffix),
                Door.open(doors, registry.context().clock(), attributes.idle()));
        registry.add(inputs.owner(), created);
        return Provisioned.running(arn, outputs(created, inputs));
    }

    private static Map<String, Object> outputs(LoadBalancer created, Inputs inputs) {
        var identity = created.identity();
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("arn", identity.arn());
        outputs.put("arnSuffix", LoadBalancer.suffix(identity.arn()));
        outputs.put("name", identity.name());
        outputs.put("dnsName", created.dnsName());
        outputs.put("zoneId", Shapes.ZONE_ID);
        outputs.put("vpcId", identity.vpcId());
        outputs.put("internal", identity.internal());
        outputs.put("ipAddressType", inputs.optionalString("ipAddressType").orElse("ipv4"));
        outputs.put("subnets", identity.placement().subnetIds());
        outputs.put("securityGroups", identity.placement().securityGroupIds());
        outputs.put(
                "subnetMappings",
                identity.placement().subnetIds().stream()
                        .map(subnet -> Map.of("subnetId", subnet))
                        .toList());
        outputs.put("tagsAll", inputs.texts("tags"));
        return outputs;
    }

    private List<Reachability.Subnet> subnets(Inputs inputs) {
        var ids = Stream.concat(
                        inputs.strings("subnets").stream(),
                        inputs.blocks("subnetMappings").stream().map(mapping -> mapping.string("subnetId")))
                .distinct()
                .toList();
        var found = new ArrayList<Reachability.Subnet>();
        for (var id : ids) {
            found.add(network.subnet(id)
                    .orElseThrow(() -> new ProvisionException(
                            "%s: SubnetNotFound: The subnet ID '%s' does not exist".formatted(inputs.owner(), id))));
        }
        if (found.stream().map(Reachability.Subnet::zone).distinct().count() < 2) {
            throw new ProvisionException(
                    ("%s: ValidationError: At least two subnets in two different Availability Zones must be specified:"
                                    + " subnets are %s")
                            .formatted(inputs.owner(), found));
        }
        if (found.stream().map(Reachability.Subnet::vpcId).distinct().count() > 1) {
            throw new ProvisionException(
                    "%s: InvalidConfigurationRequest: all subnets must belong to the same VPC, not %s"
                            .formatted(inputs.owner(), found));
        }
        return found;
    }

    private static Attributes attributes(Inputs inputs) {
        int idle = inputs.optionalInteger("idleTimeout").orElse(IDLE_SECONDS);
        if (idle < 1 || idle > MOST_IDLE_SECONDS) {
            throw new ProvisionException("%s: ValidationError: idleTimeout %d must be 1 to %d s"
                    .formatted(inputs.owner(), idle, MOST_IDLE_SECONDS));
        }
        var mode = inputs.optionalString("xffHeaderProcessingMode").orElse("append");
        if (!List.of("append", "preserve", "remove").contains(mode)) {
            throw new ProvisionException(
                    "%s: ValidationError: xffHeaderProcessingMode '%s' must be append, preserve or remove"
                            .formatted(inputs.owner(), mode));
        }
        return new Attributes(
                Duration.ofSeconds(idle),
                inputs.flag("dropInvalidHeaderFields", false),
                inputs.flag("preserveHostHeader", false),
                ForwardedFor.valueOf(mode.toUpperCase(Locale.ROOT)),
                inputs.flag("enableXffClientPort", false));
    }
}

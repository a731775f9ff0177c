package dev.quartet.local.cloudfront.control;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.cloudfront.cache.EdgeOptions;
import dev.quartet.local.cloudfront.cache.EdgeServer;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.http.FrontDoors;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Distributions, each on a front door of its own, and their monitoring subscriptions. Thread-safe. */
final class Edges implements ResourceModule, AutoCloseable {
    /** Of every distribution, for alias records. */
    private static final String HOSTED_ZONE = "Z2FDTNDATAQYW2";

    private final CloudContext context;
    private final FrontDoors doors;
    private final Metrics metrics;
    private final Origins origins;
    private final Behaviors behaviors;
    private final Map<String, Edge> edges = new ConcurrentSkipListMap<>();

    Edges(CloudContext context, FrontDoors doors, Metrics metrics, Origins origins, Behaviors behaviors) {
        this.context = requireNonNull(context, "context is null");
        this.doors = requireNonNull(doors, "doors is null");
        this.metrics = requireNonNull(metrics, "metrics is null");
        this.origins = requireNonNull(origins, "origins is null");
        this.behaviors = requireNonNull(behaviors, "behaviors is null");
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:cloudfront/distribution:Distribution", this::distribution)
                .resource("aws:cloudfront/monitoringSubscription:MonitoringSubscription", this::monitoring);
    }

    Optional<Edge> find(String id) {
        return Optional.ofNullable(edges.get(id));
    }

    /** Returns the distribution of that ARN; throws when there is none. */
    Edge ofArn(String owner, String arn) {
        return find(arn.substring(arn.lastIndexOf('/') + 1))
                .filter(edge -> edge.distribution().arn().equals(arn))
                .orElseThrow(() -> new ProvisionException(
                        "%s: ResourceNotFoundException: there is no distribution %s".formatted(owner, arn)));
    }

    Collection<Edge> all() {
        return edges.values();
    }

    @Override
    public void close() {
        edges.values().forEach(edge -> edge.server().close());
        edges.clear();
    }

    private Provisioned distribution(Registration registration) {
        var inputs = registration.inputs();
        var id = Ids.of(registration.urn());
        var arn = "arn:aws:cloudfront::%s:distribution/%s".formatted(context.accountId(), id);
        var reader = new DistributionReader(inputs, origins, behaviors);
        reader.read(id, arn, "localhost"); // refused before a port is taken
        var door = new EdgeDoor();
        var domainName = "localhost:" + open(inputs, door);
        var distribution = reader.read(id, arn, domainName);
        var options = EdgeOptions.in(context.workDirectory().resolve("edge-" + id));
        var server = new EdgeServer(distribution, options, metrics, context.clock());
        edges.put(id, new Edge(distribution, inputs, server, context.clock().instant()));
        door.serve(server);
        return Provisioned.running(id, outputs(registration, arn, domainName));
    }

    private int open(Inputs inputs, EdgeDoor door) {
        try {
            return doors.open(door).port();
        } catch (IOException e) {
            throw new ProvisionException("%s: %s".formatted(inputs.owner(), e.getMessage()), e);
        }
    }

    private Map<String, Object> outputs(Registration registration, String arn, String domainName) {
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("arn", arn);
        outputs.put("domainName", domainName);
        outputs.put("hostedZoneId", HOSTED_ZONE);
        outputs.put("status", "Deployed");
        outputs.put("etag", Ids.of("etag " + registration.urn()));
        outputs.put("callerReference", "quartet-" + registration.name());
        outputs.put("lastModifiedTime", context.clock().instant().toString());
        outputs.put("inProgressValidationBatches", 0.0);
        outputs.put("trustedSigners", List.of());
        outputs.put("trustedKeyGroups", List.of());
        outputs.put("tagsAll", registration.inputs().texts("tags"));
        return outputs;
    }

    private Provisioned monitoring(Registration registration) {
        var inputs = registration.inputs();
        var id = inputs.string("distributionId");
        var edge = find(id).orElseThrow(() -> new ProvisionException(
                "%s: NoSuchDistribution: The specified distribution does not exist: %s".formatted(inputs.owner(), id)));
        var status = inputs.block("monitoringSubscription")
                .flatMap(block -> block.block("realtimeMetricsSubscriptionConfig"))
                .map(block -> block.string("realtimeMetricsSubscriptionStatus"))
                .orElse("");
        if (!status.equals("Enabled") && !status.equals("Disabled")) {
            throw new ProvisionException("%s: realtimeMetricsSubscriptionStatus '%s'; allowed are Enabled and Disabled"
                    .formatted(inputs.owner(), status));
        }
        edge.server().additionalMetrics(status.equals("Enabled"));
        return Provisioned.running(id, Map.of());
    }
}

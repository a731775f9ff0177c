package dev.quartet.local.ec2;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.AwsService;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.CredentialIssuer;
import dev.quartet.local.core.FileSystems;
import dev.quartet.local.core.InstanceProfiles;
import dev.quartet.local.core.Instances;
import dev.quartet.local.core.LogSink;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.http.HttpHandler;
import dev.quartet.local.process.ChildProcesses;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Amazon EC2: an instance is a process of this machine, a server that the launch template's user data names. Thread-safe. */
public final class Ec2 implements Instances, ResourceModule, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Ec2.class);

    private final CloudContext context;
    private final LaunchTemplates templates;
    private final ServerArchive archive;
    private final Fleet fleet;
    private final Ec2Service api;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("instances").factory());

    /** What it needs of its neighbours; {@code processes} stays its owner's to close. */
    public record Neighbours(
            ChildProcesses processes,
            InstanceProfiles profiles,
            CredentialIssuer issuer,
            Authorizer authorizer,
            Reachability network,
            FileSystems fileSystems,
            Metrics metrics,
            LogSink logs) {
        public Neighbours {
            requireNonNull(processes, "processes is null");
            requireNonNull(profiles, "profiles is null");
            requireNonNull(issuer, "issuer is null");
            requireNonNull(authorizer, "authorizer is null");
            requireNonNull(network, "network is null");
            requireNonNull(fileSystems, "fileSystems is null");
            requireNonNull(metrics, "metrics is null");
            requireNonNull(logs, "logs is null");
        }
    }

    /** Creates it without instances. */
    public Ec2(CloudContext context, Neighbours neighbours) {
        this.context = requireNonNull(context, "context is null");
        this.templates = new LaunchTemplates(context, neighbours.profiles());
        this.archive = new ServerArchive(context);
        var boot = new Boot(
                context,
                new InstanceRole(context, neighbours.profiles(), neighbours.issuer()),
                archive,
                neighbours.fileSystems(),
                new Boot.Neighbours(neighbours.authorizer(), neighbours.network(), neighbours.logs()));
        this.fleet = new Fleet(
                context,
                boot,
                neighbours.processes(),
                neighbours.network(),
                neighbours.fileSystems(),
                neighbours.metrics());
        this.api = new Ec2Service(context, fleet, templates, neighbours.authorizer());
    }

    /** Begins to measure instances. */
    public Ec2 start() {
        var unused = scheduler.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
        return this;
    }

    /** Returns the API. */
    public AwsService api() {
        return api;
    }

    /** Returns what lists instances and kills them, to be found at {@code /_quartet/ec2}. */
    public HttpHandler management() {
        return new InstanceManagement(fleet);
    }

    @Override
    public void install(ResourceCatalog catalog) {
        templates.install(catalog);
    }

    @Override
    public Template template(String idOrName, String version) {
        var template = templates.require(idOrName);
        return template.seen(LaunchTemplates.version(template, version));
    }

    @Override
    public Instance launch(Template template, String subnetId, Map<String, String> tags, Runnable changed) {
        var version = LaunchTemplates.version(templates.require(template.id()), Integer.toString(template.version()));
        return fleet.launch(template, version, subnetId, tags, changed).seen();
    }

    @Override
    public Optional<Instance> find(String id) {
        return fleet.find(id).map(Ec2Instance::seen);
    }

    @Override
    public void terminate(String id) {
        fleet.find(id).ifPresent(instance -> fleet.terminate(instance, "User initiated"));
    }

    /** Publishes what is due at the clock's present time. */
    void tick() {
        try {
            fleet.tick(context.clock().instant());
        } catch (RuntimeException e) {
            log.warn("instances could not be measured", e);
        }
    }

    /** Ends all instances, and starts none any more. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        fleet.close();
        archive.close();
    }
}

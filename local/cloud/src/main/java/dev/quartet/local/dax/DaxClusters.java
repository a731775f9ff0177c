package dev.quartet.local.dax;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.JsonApi;
import dev.quartet.local.aws.RequestAuthenticator;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.http.FrontDoors;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/** All DAX clusters of a local cloud, each at a loopback port of its own. Thread-safe. */
public final class DaxClusters implements AutoCloseable {
    private final CloudContext context;
    private final Authorizer authorizer;
    private final JsonApi dynamodb;
    private final Metrics metrics;
    private final DaxNetwork network;
    private final RequestAuthenticator authenticator;
    private final FrontDoors doors;
    private final Duration blockedFor;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Open> clusters = new ConcurrentHashMap<>();

    private record Open(Cluster cluster, String endpoint) {}

    /**
     * Creates it without clusters.
     *
     * @param dynamodb where misses and writes go, under the cluster's role
     * @param blockedCalls is told who could not reach a cluster and why
     * @param blockedFor how long a call that cannot get through is kept waiting
     */
    public DaxClusters(
            CloudContext context,
            Authorizer authorizer,
            JsonApi dynamodb,
            Metrics metrics,
            Reachability reachability,
            BiConsumer<Placement, String> blockedCalls,
            RequestAuthenticator authenticator,
            FrontDoors doors,
            Duration blockedFor) {
        this.context = requireNonNull(context, "context is null");
        this.authorizer = requireNonNull(authorizer, "authorizer is null");
        this.dynamodb = requireNonNull(dynamodb, "dynamodb is null");
        this.metrics = requireNonNull(metrics, "metrics is null");
        this.network = new DaxNetwork(reachability, blockedCalls);
        this.authenticator = requireNonNull(authenticator, "authenticator is null");
        this.doors = requireNonNull(doors, "doors is null");
        this.blockedFor = requireNonNull(blockedFor, "blockedFor is null");
    }

    /** Returns the URL of the cluster at {@code daxEndpoint} ({@code daxs://address[:port]}). */
    public Optional<String> endpoint(String daxEndpoint) {
        var address = daxEndpoint.replaceFirst("^daxs?://", "").replaceFirst("[:/].*$", "");
        return clusters.values().stream()
                .filter(open -> open.cluster().settings().address().equals(address))
                .findFirst()
                .map(Open::endpoint);
    }

    /** Returns the URL of each cluster, by its name. */
    public Map<String, String> endpoints() {
        var result = new TreeMap<String, String>();
        clusters.forEach((name, cluster) -> result.put(name, cluster.endpoint()));
        return result;
    }

    /** Returns the names of all clusters, sorted. */
    public Set<String> names() {
        return new TreeSet<>(clusters.keySet());
    }

    /** Takes cluster {@code name} down: its connections break, its caches are lost. Returns if there is one. */
    public boolean stop(String name) {
        var open = clusters.get(name);
        if (open != null) {
            open.cluster().stop();
        }
        return open != null;
    }

    /** Brings cluster {@code name} back, empty. Returns if there is one. */
    public boolean start(String name) {
        var open = clusters.get(name);
        if (open != null) {
            open.cluster().start();
        }
        return open != null;
    }

    /** Opens a cluster and returns its URL. */
    String open(ClusterSettings settings) throws IOException {
        var cluster = new Cluster(settings, authorizer, dynamodb, metrics, context.clock(), background);
        var door = doors.open(new ClusterDoor(cluster, network, authenticator, blockedFor, closed));
        var endpoint = "http://localhost:" + door.port();
        clusters.put(settings.name(), new Open(cluster, endpoint));
        return endpoint;
    }

    @Override
    public void close() {
        closed.countDown();
        background.shutdown();
    }
}

package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.AwsService;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.LoadBalancers;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.core.TargetGroups;
import dev.quartet.local.http.FrontDoors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Elastic Load Balancing: each listener gets a front door, {@code http://127.0.0.1:46xx}. Thread-safe. */
public final class ElasticLoadBalancing implements ResourceModule, LoadBalancers, TargetGroups, AutoCloseable {
    /** How often hosts and connections are counted. */
    private static final Duration COUNTED = Duration.ofMinutes(1);

    private final Registry registry;
    private final TargetClient client = new TargetClient();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final LoadBalancerResources loadBalancers;
    private final TargetGroupResources targetGroups;
    private final ListenerResources listeners;
    private final ElbService api;

    /** What it needs of its neighbours; {@code doors} stays its owner's to close. */
    public record Neighbours(
            FrontDoors doors, FunctionInvoker functions, Metrics metrics, Reachability network, Authorizer authorizer) {
        public Neighbours {
            requireNonNull(doors, "doors is null");
            requireNonNull(functions, "functions is null");
            requireNonNull(metrics, "metrics is null");
            requireNonNull(network, "network is null");
            requireNonNull(authorizer, "authorizer is null");
        }
    }

    /** Creates it without load balancers. */
    public ElasticLoadBalancing(CloudContext context, Neighbours neighbours) {
        this(context, neighbours, 1);
    }

    /** @param pace of health checks and of draining: 1 is AWS's, less is faster */
    ElasticLoadBalancing(CloudContext context, Neighbours neighbours, double pace) {
        registry = new Registry(context);
        loadBalancers =
                new LoadBalancerResources(registry, neighbours.doors(), neighbours.network(), neighbours.metrics());
        targetGroups = new TargetGroupResources(
                registry, new TargetGroupReader(registry, neighbours.functions(), client, neighbours.network(), pace));
        listeners = new ListenerResources(registry, neighbours.doors());
        api = new ElbService(registry, neighbours.authorizer());
        Thread.ofVirtual().name("load-balancers").start(this::count);
    }

    /** Returns the API. */
    public AwsService api() {
        return api;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.add(loadBalancers).add(targetGroups).add(listeners);
    }

    @Override
    public void register(String targetGroupArn, Target target) {
        http(targetGroupArn)
                .orElseThrow(() -> new ProvisionException(
                        "TargetGroupNotFound: Target group '%s' for target %s not found, or its target is a function"
                                .formatted(targetGroupArn, target.id())))
                .register(target);
    }

    @Override
    public CompletionStage<Void> deregister(String targetGroupArn, String targetId) {
        return http(targetGroupArn)
                .map(http -> http.deregister(targetId))
                .orElseGet(() -> CompletableFuture.completedStage(null));
    }

    @Override
    public List<TargetHealth> health(String targetGroupArn) {
        return http(targetGroupArn).map(HttpBackend::health).orElse(List.of());
    }

    @Override
    public Optional<LoadBalancers.Listener> listener(String listenerArn) {
        return registry.findListener(listenerArn).map(ElasticLoadBalancing::reached);
    }

    @Override
    public List<LoadBalancers.Listener> listeners(String loadBalancerArn) {
        return registry.findLoadBalancer(loadBalancerArn).map(LoadBalancer::listeners).orElse(List.of()).stream()
                .map(ElasticLoadBalancing::reached)
                .toList();
    }

    private static LoadBalancers.Listener reached(dev.quartet.local.elb.Listener listener) {
        var loadBalancer = listener.loadBalancer();
        return new LoadBalancers.Listener(
                listener.arn(),
                loadBalancer.arn(),
                listener.port(),
                loadBalancer.identity().placement(),
                listener.url());
    }

    private Optional<HttpBackend> http(String targetGroupArn) {
        return registry.findGroup(targetGroupArn)
                .map(TargetGroup::backend)
                .flatMap(backend -> backend instanceof HttpBackend http ? Optional.of(http) : Optional.empty());
    }

    private void count() {
        try {
            while (!closed.await(COUNTED.toMillis(), TimeUnit.MILLISECONDS)) {
                registry.groups().forEach(group -> http(group.arn()).ifPresent(HttpBackend::count));
                for (var loadBalancer : registry.loadBalancers()) {
                    loadBalancer
                            .metrics()
                            .connections(loadBalancer.listeners().stream()
                                    .mapToInt(dev.quartet.local.elb.Listener::connections)
                                    .sum());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops health checks and the way to targets; listeners close with their doors. */
    @Override
    public void close() {
        closed.countDown();
        registry.groups().forEach(group -> http(group.arn()).ifPresent(HttpBackend::close));
        client.close();
    }
}

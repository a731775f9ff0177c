package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.LoadBalancers;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.http.FrontDoors;
import java.util.List;
import java.util.Optional;

/** Elastic Load Balancing: each listener gets a front door, {@code http://127.0.0.1:46xx}. Thread-safe. */
public final class ElasticLoadBalancing implements ResourceModule, LoadBalancers {
    private final Registry registry;
    private final LoadBalancerResources loadBalancers;
    private final TargetGroupResources targetGroups;
    private final ListenerResources listeners;

    /** What it needs of its neighbours; {@code doors} stays its owner's to close. */
    public record Neighbours(FrontDoors doors, FunctionInvoker functions, Metrics metrics, Reachability network) {
        public Neighbours {
            requireNonNull(doors, "doors is null");
            requireNonNull(functions, "functions is null");
            requireNonNull(metrics, "metrics is null");
            requireNonNull(network, "network is null");
        }
    }

    /** Creates it without load balancers. */
    public ElasticLoadBalancing(CloudContext context, Neighbours neighbours) {
        registry = new Registry(context);
        loadBalancers =
                new LoadBalancerResources(registry, neighbours.doors(), neighbours.network(), neighbours.metrics());
        targetGroups = new TargetGroupResources(registry, neighbours.functions());
        listeners = new ListenerResources(registry, neighbours.doors());
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.add(loadBalancers).add(targetGroups).add(listeners);
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
}

package dev.quartet.local.apigateway.http;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.LoadBalancers;
import dev.quartet.local.core.Reachability;
import java.net.URI;

/** A load balancer's listener in a VPC, reached by a VPC link as far as security groups allow it. Thread-safe. */
final class PrivateTarget implements HttpIntegration.Target {
    private final LoadBalancers loadBalancers;
    private final Reachability reachability;
    private final VpcLink link;
    private final String listenerArn;

    PrivateTarget(LoadBalancers loadBalancers, Reachability reachability, VpcLink link, String listenerArn) {
        this.loadBalancers = requireNonNull(loadBalancers, "loadBalancers is null");
        this.reachability = requireNonNull(reachability, "reachability is null");
        this.link = requireNonNull(link, "link is null");
        this.listenerArn = requireNonNull(listenerArn, "listenerArn is null");
    }

    @Override
    public URI resolve(Call call) {
        var listener = loadBalancers
                .listener(listenerArn)
                .orElseThrow(() -> Failure.of(503, "there is no listener " + listenerArn));
        var blocked = reachability.blockedToPort(link.placement(), listener.placement(), listener.port());
        if (blocked.isPresent()) {
            throw Failure.of(503, "[network] " + blocked.get());
        }
        return listener.url();
    }

    /** With the stage: only a mapping of {@code overwrite:path} to {@code $request.path} takes it off. */
    @Override
    public String path(Call call) {
        return call.stage().prefix() + call.path();
    }
}

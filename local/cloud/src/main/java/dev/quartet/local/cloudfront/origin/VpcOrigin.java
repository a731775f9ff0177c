package dev.quartet.local.cloudfront.origin;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.cloudfront.config.Origin;
import dev.quartet.local.cloudfront.config.OriginException;
import dev.quartet.local.cloudfront.config.OriginException.Kind;
import dev.quartet.local.cloudfront.config.OriginRequest;
import dev.quartet.local.cloudfront.config.OriginResponse;
import dev.quartet.local.core.LoadBalancers;
import dev.quartet.local.core.Reachability;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An internal load balancer as origin, reached inside its VPC as far as its security groups and its VPC allow. What they do
 * not let through is dropped, so that CloudFront waits in vain: 504, here without the wait. Thread-safe. See <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html">VPC origins</a>.
 */
public final class VpcOrigin implements Origin {
    private static final Logger log = LoggerFactory.getLogger(VpcOrigin.class);

    private final OriginClient client;
    private final LoadBalancers loadBalancers;
    private final Reachability network;
    private final Settings settings;
    private volatile String lastBlocked = "";

    /**
     * What the program says of the origin.
     *
     * @param domainName of the load balancer
     * @param port of its listener, as the program declares it
     * @param originPath put before each path; empty or with a leading slash
     * @param customHeaders added to each request, in place of the viewer's
     * @param readTimeout for the answer's beginning, and between any two packets of it
     * @param attempts how often a connection is tried
     */
    public record Settings(
            String domainName,
            String loadBalancerArn,
            int port,
            String originPath,
            Map<String, String> customHeaders,
            Duration readTimeout,
            int attempts) {
        public Settings {
            requireNonNull(domainName, "domainName is null");
            requireNonNull(loadBalancerArn, "loadBalancerArn is null");
            requireNonNull(originPath, "originPath is null");
            customHeaders = Map.copyOf(customHeaders);
            requireNonNull(readTimeout, "readTimeout is null");
        }
    }

    /** Asks by {@code client}. */
    public VpcOrigin(OriginClient client, LoadBalancers loadBalancers, Reachability network, Settings settings) {
        this.client = requireNonNull(client, "client is null");
        this.loadBalancers = requireNonNull(loadBalancers, "loadBalancers is null");
        this.network = requireNonNull(network, "network is null");
        this.settings = requireNonNull(settings, "settings is null");
    }

    @Override
    public String domainName() {
        return settings.domainName();
    }

    @Override
    public OriginResponse fetch(OriginRequest request) throws OriginException, InterruptedException {
        var listener = listener()
                .orElseThrow(() ->
                        blocked("%s has no listener on port %d".formatted(settings.domainName(), settings.port())));
        var reason = network.blockedFromCloudFront(listener.placement(), listener.port());
        if (reason.isPresent()) {
            throw blocked(reason.get());
        }
        lastBlocked = "";
        return new HttpOrigin(
                        client,
                        new HttpOrigin.Settings(
                                listener.url().getHost(),
                                listener.url().getPort(),
                                settings.originPath(),
                                headers(request),
                                settings.readTimeout(),
                                settings.attempts()))
                .fetch(request);
    }

    /** The connection's own address would be the host where the viewer's is not forwarded. */
    private Map<String, String> headers(OriginRequest request) {
        if (request.headers().has("Host")) {
            return settings.customHeaders();
        }
        var headers = new HashMap<>(settings.customHeaders());
        headers.put("Host", settings.domainName());
        return headers;
    }

    private Optional<LoadBalancers.Listener> listener() {
        return loadBalancers.listeners(settings.loadBalancerArn()).stream()
                .filter(each -> each.port() == settings.port())
                .findFirst();
    }

    private OriginException blocked(String reason) {
        if (!reason.equals(lastBlocked)) { // once, not for each request
            lastBlocked = reason;
            log.warn("[network] requests to VPC origin {} time out: {}", settings.domainName(), reason);
        }
        return new OriginException(Kind.TIMEOUT, reason);
    }
}

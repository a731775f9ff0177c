package dev.quartet.local.cloudfront.control;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The program's VPC origins, by id. Thread-safe. */
final class VpcOrigins implements ResourceModule {
    private static final Set<String> PROTOCOLS = Set.of("http-only", "https-only", "match-viewer");
    private static final int LAST_PORT = 65_535;

    private final CloudContext context;
    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();

    /** A load balancer and the port on which it is asked. */
    record Endpoint(String loadBalancerArn, int port) {}

    VpcOrigins(CloudContext context) {
        this.context = context;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:cloudfront/vpcOrigin:VpcOrigin", this::vpcOrigin);
    }

    /** Returns where the VPC origin {@code id} leads; {@code owner} names in the error who asked for it. */
    Endpoint endpoint(String owner, String id) {
        var endpoint = endpoints.get(id);
        if (endpoint == null) {
            throw new ProvisionException(
                    "%s: InvalidArgument: The specified VPC origin does not exist: %s".formatted(owner, id));
        }
        return endpoint;
    }

    private Provisioned vpcOrigin(Registration registration) {
        var inputs = registration.inputs();
        var config = inputs.block("vpcOriginEndpointConfig")
                .orElseThrow(() ->
                        new ProvisionException(inputs.owner() + ": missing required argument vpcOriginEndpointConfig"));
        config.string("name");
        var arn = config.string("arn");
        if (!loadBalancer(arn)) {
            throw new ProvisionException(
                    "%s: InvalidArgument: arn '%s': the local cloud has VPC origins that are application load balancers"
                            .formatted(config.owner(), arn));
        }
        var protocol = config.string("originProtocolPolicy");
        if (!PROTOCOLS.contains(protocol)) {
            throw new ProvisionException("%s: InvalidArgument: originProtocolPolicy '%s'; allowed are %s"
                    .formatted(
                            config.owner(),
                            protocol,
                            PROTOCOLS.stream().sorted().toList()));
        }
        int http = port(config, "httpPort");
        int https = port(config, "httpsPort");
        var id = "vo_" + Ids.of(registration.urn()).substring(1);
        // Viewers come by HTTP here, which match-viewer follows.
        endpoints.put(id, new Endpoint(arn, protocol.equals("https-only") ? https : http));
        return Provisioned.running(
                id,
                Map.of(
                        "arn", "arn:aws:cloudfront::%s:vpcorigin/%s".formatted(context.accountId(), id),
                        "etag", Ids.of("etag " + registration.urn()),
                        "tagsAll", inputs.texts("tags")));
    }

    private static boolean loadBalancer(String arn) {
        try {
            var parsed = Arn.parse(arn);
            return parsed.service().equals("elasticloadbalancing")
                    && parsed.resource().startsWith("loadbalancer/app/");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int port(Inputs config, String property) {
        int port = config.integer(property);
        if (port != 80 && port != 443 && (port < 1024 || port > LAST_PORT)) {
            throw new ProvisionException("%s: InvalidArgument: %s %d must be 80, 443 or 1024 to 65535"
                    .formatted(config.owner(), property, port));
        }
        return port;
    }
}

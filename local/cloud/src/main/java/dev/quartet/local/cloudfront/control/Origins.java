package dev.quartet.local.cloudfront.control;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.AwsService;
import dev.quartet.local.cloudfront.config.Origin;
import dev.quartet.local.cloudfront.origin.HttpOrigin;
import dev.quartet.local.cloudfront.origin.OriginAccess;
import dev.quartet.local.cloudfront.origin.OriginClient;
import dev.quartet.local.cloudfront.origin.S3Origin;
import dev.quartet.local.cloudfront.origin.VpcOrigin;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.LoadBalancers;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Reachability;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes origins of what the program says of them. Thread-safe. */
final class Origins implements AutoCloseable {
    private static final Pattern BUCKET =
            Pattern.compile("(?<bucket>.+)\\.s3(?:[.-](?<region>[a-z0-9-]+))?\\.amazonaws\\.com");
    private static final Pattern AUTHORITY = Pattern.compile("(?<host>[A-Za-z0-9.-]+)(?::(?<port>\\d{1,5}))?");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

    private final CloudContext context;
    private final AwsService s3;
    private final Policies policies;
    private final VpcOrigins vpcOrigins;
    private final LoadBalancers loadBalancers;
    private final Reachability network;
    private final OriginClient client = new OriginClient();

    Origins(CloudContext context, CloudFront.Neighbours neighbours, Policies policies, VpcOrigins vpcOrigins) {
        this.context = requireNonNull(context, "context is null");
        this.s3 = neighbours.s3();
        this.loadBalancers = neighbours.loadBalancers();
        this.network = neighbours.network();
        this.policies = requireNonNull(policies, "policies is null");
        this.vpcOrigins = requireNonNull(vpcOrigins, "vpcOrigins is null");
    }

    /** Makes the origin that {@code inputs} describes, for the distribution {@code arn}. */
    Origin of(Inputs inputs, String arn) {
        var path = inputs.optionalString("originPath").orElse("");
        if (!path.isEmpty() && (!path.startsWith("/") || path.endsWith("/"))) {
            throw new ProvisionException(
                    "%s: InvalidArgument: originPath '%s' must begin with a slash and not end with one"
                            .formatted(inputs.owner(), path));
        }
        var inVpc = inputs.block("vpcOriginConfig");
        if (inVpc.isPresent()) {
            return inVpc(inputs, inVpc.get(), path);
        }
        var custom = inputs.block("customOriginConfig");
        if (custom.isPresent()) {
            return http(inputs, custom.get(), path);
        }
        var bucket = BUCKET.matcher(inputs.string("domainName"));
        if (!bucket.matches()) {
            throw new ProvisionException(
                    "%s: InvalidArgument: domainName '%s' is no bucket's, and there is no customOriginConfig"
                            .formatted(inputs.owner(), inputs.string("domainName")));
        }
        var region = bucket.group("region") == null ? CloudContext.GLOBAL_REGION : bucket.group("region");
        var access = inputs.optionalString("originAccessControlId")
                .filter(id -> !id.isEmpty())
                .map(id -> policies.access(inputs.owner(), id))
                .orElse(OriginAccess.NEVER);
        return new S3Origin(
                s3,
                new S3Origin.Settings(
                        bucket.group("bucket"),
                        region,
                        path,
                        headers(inputs),
                        access,
                        Caller.service("cloudfront.amazonaws.com", arn, context.accountId())));
    }

    @Override
    public void close() {
        client.close();
    }

    private Origin http(Inputs inputs, Inputs custom, String path) {
        var authority = AUTHORITY.matcher(inputs.string("domainName"));
        // Nothing leaves this machine: what the program makes has a loopback port, and that says the port and http.
        if (!authority.matches() || !LOOPBACK.contains(authority.group("host")) || authority.group("port") == null) {
            throw new ProvisionException(
                    "%s: domainName '%s': the local cloud reaches origins on this machine alone, as localhost:<port>"
                            .formatted(inputs.owner(), inputs.string("domainName")));
        }
        return new HttpOrigin(
                client,
                new HttpOrigin.Settings(
                        authority.group("host"),
                        Integer.parseInt(authority.group("port")),
                        path,
                        headers(inputs),
                        readTimeout(custom),
                        attempts(inputs)));
    }

    private Origin inVpc(Inputs inputs, Inputs config, String path) {
        var endpoint = vpcOrigins.endpoint(config.owner(), config.string("vpcOriginId"));
        return new VpcOrigin(
                client,
                loadBalancers,
                network,
                new VpcOrigin.Settings(
                        inputs.string("domainName"),
                        endpoint.loadBalancerArn(),
                        endpoint.port(),
                        path,
                        headers(inputs),
                        readTimeout(config),
                        attempts(inputs)));
    }

    private static Duration readTimeout(Inputs config) {
        int read = config.optionalInteger("originReadTimeout").orElse(30);
        if (read < 1 || read > 120) {
            throw new ProvisionException(
                    "%s: InvalidArgument: originReadTimeout %d must be 1 to 120 s".formatted(config.owner(), read));
        }
        return Duration.ofSeconds(read);
    }

    private static int attempts(Inputs inputs) {
        int attempts = inputs.optionalInteger("connectionAttempts").orElse(3);
        if (attempts < 1 || attempts > 3) {
            throw new ProvisionException(
                    "%s: InvalidArgument: connectionAttempts %d must be 1 to 3".formatted(inputs.owner(), attempts));
        }
        return attempts;
    }

    private static Map<String, String> headers(Inputs inputs) {
        var headers = new LinkedHashMap<String, String>();
        inputs.blocks("customHeaders").forEach(header -> headers.put(header.string("name"), header.string("value")));
        return headers;
    }
}

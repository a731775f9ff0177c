package dev.quartet.local.cloudfront.control;

import dev.quartet.local.aws.AwsService;
import dev.quartet.local.cloudfront.config.AccessLog;
import dev.quartet.local.cloudfront.function.EdgeFunction;
import dev.quartet.local.cloudfront.logs.LogDeliveries;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.LoadBalancers;
import dev.quartet.local.core.LogSink;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.ObjectWriter;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.http.FrontDoors;
import java.time.Duration;

/** CloudFront: its resources, its API, its distributions. Thread-safe. */
public final class CloudFront implements ResourceModule, AutoCloseable {
    /** How often access logs are written; AWS says: up to several times an hour. */
    public static final Duration LOG_INTERVAL = Duration.ofSeconds(30);

    private final PolicyResources policies;
    private final FunctionResources functions;
    private final VpcOrigins vpcOrigins;
    private final Origins origins;
    private final Edges edges;
    private final LogDeliveries logs;
    private final CloudFrontApi api;

    /**
     * What CloudFront needs of its neighbours.
     *
     * @param s3 asked by origins that are buckets
     * @param objects takes access logs
     * @param logs takes what functions write
     * @param loadBalancers asked by VPC origins, as far as {@code network} lets them
     */
    public record Neighbours(
            FrontDoors doors,
            AwsService s3,
            ObjectWriter objects,
            LogSink logs,
            Metrics metrics,
            Authorizer authorizer,
            LoadBalancers loadBalancers,
            Reachability network) {}

    /** Creates it without distributions; access logs are written every {@code logInterval}. */
    public CloudFront(CloudContext context, Neighbours neighbours, Duration logInterval) {
        var stored = new Policies();
        functions = new FunctionResources(context, neighbours.logs());
        policies = new PolicyResources(context, stored, EdgeFunction::prepare);
        vpcOrigins = new VpcOrigins(context);
        origins = new Origins(context, neighbours, stored, vpcOrigins);
        edges = new Edges(context, neighbours.doors(), neighbours.metrics(), origins, new Behaviors(stored, functions));
        logs = new LogDeliveries(context, neighbours.objects(), new LoggedEdges(edges), logInterval);
        api = new CloudFrontApi(context, edges, neighbours.authorizer());
    }

    /** Returns CloudFront's API. */
    public AwsService api() {
        return api;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.add(policies).add(functions).add(vpcOrigins).add(edges).add(logs);
    }

    @Override
    public void close() {
        edges.close();
        logs.close();
        functions.close();
        origins.close();
    }

    private record LoggedEdges(Edges edges) implements LogDeliveries.Distributions {
        @Override
        public String id(String owner, String arn) {
            return edges.ofArn(owner, arn).distribution().id();
        }

        @Override
        public void accept(String distributionId, AccessLog log) {
            edges.find(distributionId).ifPresent(edge -> edge.server().accessLog(log));
        }
    }
}

package dev.quartet.local.cloudwatch;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.aws.RpcProtocols;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.CloudContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** CloudWatch's API ({@code monitoring}) over query/XML, JSON 1.0 and CBOR. Thread-safe. */
public final class CloudWatchService implements AwsService {
    private static final String NAMESPACE = "http://monitoring.amazonaws.com/doc/2010-08-01/";
    /** Members of answers that are maps. */
    private static final Set<String> MAPS = Set.of("ExtendedStatistics");

    private final Authorizer authorizer;
    private final RpcProtocols protocols;

    /** Serves the metrics of {@code store} and {@code alarms}. */
    public CloudWatchService(CloudContext context, MetricStore store, Alarms alarms, Authorizer authorizer) {
        this.authorizer = authorizer;
        var operations = new HashMap<String, JsonOperation>();
        operations.putAll(new MetricOperations(store, context.clock()).operations());
        operations.putAll(new AlarmOperations(alarms, context.clock()).operations());
        operations.replaceAll(this::authorized);
        this.protocols = new RpcProtocols(NAMESPACE, Map.copyOf(operations), MAPS);
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("monitoring");
    }

    @Override
    public void handle(AwsRequest request) throws Exception {
        protocols.handle(request);
    }

    /** None of these actions knows resources, but for alarms, where the wildcard serves as well. */
    private JsonOperation authorized(String name, JsonOperation operation) {
        return (request, input) -> {
            authorizer.require(AccessRequest.of(request.caller(), "cloudwatch:" + name, "*"));
            return operation.run(request, input);
        };
    }
}

package dev.quartet.local.cloudwatch;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.aws.RpcProtocols;
import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.CloudContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** CloudWatch's API ({@code monitoring}) over query/XML, JSON 1.0 and CBOR. Thread-safe. */
public final class CloudWatchService implements AwsService {
    private static final String NAMESPACE = "http://monitoring.amazonaws.com/doc/2010-08-01/";
    /** Members of answers that are maps. */
    private static final Set<String> MAPS = Set.of("ExtendedStatistics");

    private static final Set<String> ON_ALARMS = Set.of("DescribeAlarms", "DescribeAlarmHistory", "SetAlarmState");

    private final String accountId;
    private final Authorizer authorizer;
    private final RpcProtocols protocols;

    /** Serves the metrics of {@code store} and {@code alarms}. */
    public CloudWatchService(CloudContext context, MetricStore store, Alarms alarms, Authorizer authorizer) {
        this.accountId = context.accountId();
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

    private JsonOperation authorized(String name, JsonOperation operation) {
        return (request, input) -> {
            for (var resource : resources(name, request, input)) {
                authorizer.require(AccessRequest.of(request.caller(), "cloudwatch:" + name, resource));
            }
            return operation.run(request, input);
        };
    }

    /**
     * Returns what a role must be allowed to act on: alarms by name, all alarms when none is named, and everything for metrics. See
     * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
     */
    private List<String> resources(String operation, AwsRequest request, ObjectNode input) {
        if (!ON_ALARMS.contains(operation)) {
            return List.of("*");
        }
        var names = new ArrayList<>(Json.texts(input, "AlarmNames"));
        WireValues.text(input, "AlarmName").ifPresent(names::add);
        if (names.isEmpty()) {
            names.add("*");
        }
        return names.stream()
                .map(name -> "arn:aws:cloudwatch:%s:%s:alarm:%s".formatted(request.region(), accountId, name))
                .toList();
    }
}

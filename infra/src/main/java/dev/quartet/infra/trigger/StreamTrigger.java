package dev.quartet.infra.trigger;

import com.pulumi.aws.lambda.EventSourceMapping;
import com.pulumi.aws.lambda.EventSourceMappingArgs;
import com.pulumi.aws.lambda.inputs.EventSourceMappingDestinationConfigArgs;
import com.pulumi.aws.lambda.inputs.EventSourceMappingDestinationConfigOnFailureArgs;
import com.pulumi.aws.lambda.inputs.EventSourceMappingFilterCriteriaArgs;
import com.pulumi.aws.lambda.inputs.EventSourceMappingFilterCriteriaFilterArgs;
import com.pulumi.resources.Resource;
import dev.quartet.infra.bucket.FailedRecords;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.operations.AlarmRule;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A stream that a function follows from its oldest record. A batch that fails is halved until the record is found that
 * fails, which after three retries lies whole in the bucket of failed records; the others go on.
 */
public record StreamTrigger(RecordStream stream, FailedRecords failed, Alarms alarms) {
    private static final int RETRIES = 3;
    private static final double LATE_MILLIS = 300_000;

    /** Returns what the function needs, as Lambda reads, and writes what failed, with its role. */
    public List<Statement> reader() {
        List<Statement> statements = new ArrayList<>(stream.reader());
        statements.addAll(failed.writer());
        return statements;
    }

    /** Adds the mapping and its alarms; {@code late} says in words what is late when records wait for 5 minutes. */
    public void invoke(Resource parent, Scope scope, String name, JavaFunction function, String late) {
        new EventSourceMapping(name, mapping(function), Scope.in(parent));
        Map<String, String> dimensions = Map.of("FunctionName", scope.names().regional(name));
        alarms.add(
                parent,
                name + "-iterator-age",
                late,
                AlarmRule.atLeast("AWS/Lambda", "IteratorAge", "Maximum", dimensions, LATE_MILLIS));
        alarms.add(
                parent,
                name + "-destination",
                "Failed stream records could not be put into their bucket and are lost",
                AlarmRule.atLeast("AWS/Lambda", "DestinationDeliveryFailures", "Sum", dimensions, 1));
    }

    private EventSourceMappingArgs mapping(JavaFunction function) {
        EventSourceMappingArgs.Builder args = EventSourceMappingArgs.builder()
                .eventSourceArn(stream.arn())
                .functionName(function.aliasArn())
                .startingPosition("TRIM_HORIZON")
                .batchSize(stream.batchSize())
                .functionResponseTypes("ReportBatchItemFailures")
                .bisectBatchOnFunctionError(true)
                .maximumRetryAttempts(RETRIES)
                .destinationConfig(EventSourceMappingDestinationConfigArgs.builder()
                        .onFailure(EventSourceMappingDestinationConfigOnFailureArgs.builder()
                                .destinationArn(failed.bucketArn())
                                .build())
                        .build());
        if (stream.batchWindowSeconds() > 0) {
            args.maximumBatchingWindowInSeconds(stream.batchWindowSeconds());
        }
        if (stream.parallelization() > 1) {
            args.parallelizationFactor(stream.parallelization());
        }
        stream.filter()
                .ifPresent(pattern -> args.filterCriteria(EventSourceMappingFilterCriteriaArgs.builder()
                        .filters(EventSourceMappingFilterCriteriaFilterArgs.builder()
                                .pattern(pattern)
                                .build())
                        .build()));
        return args.build();
    }
}

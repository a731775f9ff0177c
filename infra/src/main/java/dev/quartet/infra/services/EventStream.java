package dev.quartet.infra.services;

import com.pulumi.aws.kinesis.Stream;
import com.pulumi.aws.kinesis.StreamArgs;
import com.pulumi.aws.kinesis.inputs.StreamStreamModeDetailsArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.quartet.infra.config.ServicesSettings;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.operations.AlarmRule;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.trigger.RecordStream;
import java.util.List;
import java.util.Map;

/**
 * The stream of all events, in the order of each order. Encrypted with Kinesis' own KMS key: unlike those of SNS and SQS it
 * keeps no service from writing, and there is no other encryption at rest.
 */
final class EventStream extends ComponentResource {
    private static final String NAME = "events";
    private static final int BATCH = 100;
    private static final int RETENTION_HOURS = 24;

    private final ServicesSettings settings;
    private final Stream stream;

    EventStream(ServiceKit kit) {
        super("quartet:services:EventStream", NAME, Scope.component(kit.parent()));
        this.settings = kit.scope().settings().services().orElseThrow();
        String name = kit.scope().names().regional(NAME);
        StreamArgs.Builder args = StreamArgs.builder()
                .name(name)
                .retentionPeriod(RETENTION_HOURS)
                .encryptionType("KMS")
                .kmsKeyId("alias/aws/kinesis")
                .streamModeDetails(StreamStreamModeDetailsArgs.builder()
                        .streamMode(settings.streamOnDemand() ? "ON_DEMAND" : "PROVISIONED")
                        .build());
        if (!settings.streamOnDemand()) {
            args.shardCount(settings.streamShards());
        }
        this.stream = new Stream(NAME, args.build(), Scope.in(this));
        for (String way : List.of("Write", "Read")) {
            kit.alarms()
                    .add(
                            this,
                            NAME + "-" + way.toLowerCase(java.util.Locale.ROOT) + "-throttles",
                            way + "s of the event stream are throttled: raise quartet:streamShards",
                            AlarmRule.atLeast(
                                    "AWS/Kinesis",
                                    way + "ProvisionedThroughputExceeded",
                                    "Sum",
                                    Map.of("StreamName", name),
                                    1));
        }
        registerOutputs(Map.of("name", stream.name()));
    }

    Output<String> name() {
        return stream.name();
    }

    Statement write() {
        return Statement.allow("EventStream", "kinesis:PutRecords").on(stream.arn());
    }

    /** Returns the stream as functions follow it, by the stack's settings. */
    RecordStream records() {
        return RecordStream.kinesis(
                stream.arn(), BATCH, settings.streamBatchWindowSeconds(), settings.streamParallelization());
    }
}

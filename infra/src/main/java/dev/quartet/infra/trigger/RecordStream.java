package dev.quartet.infra.trigger;

import com.pulumi.core.Output;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.table.StackTable;
import java.util.List;
import java.util.Optional;

/**
 * A stream and how it is read: which records (an event filter pattern; none: all), how many at once, how many seconds a
 * batch may wait to fill, how many batches of a shard at once (those of one key stay in order). {@code reader} is what
 * Lambda does with the function's role.
 */
public record RecordStream(
        Output<String> arn,
        List<Statement> reader,
        Optional<String> filter,
        int batchSize,
        int batchWindowSeconds,
        int parallelization) {
    public RecordStream {
        reader = List.copyOf(reader);
    }

    /** Returns the stream of a table's changes that match the filter. */
    public static RecordStream of(StackTable table, String filter, int batchSize) {
        return new RecordStream(
                table.streamArn(),
                List.of(
                        Statement.allow(
                                        "Stream",
                                        "dynamodb:DescribeStream",
                                        "dynamodb:GetRecords",
                                        "dynamodb:GetShardIterator")
                                .on(table.streamArn()),
                        Statement.allow("Streams", "dynamodb:ListStreams")
                                .on(table.arn().applyValue(arn -> arn + "/stream/*"))),
                Optional.of(filter),
                batchSize,
                0,
                1);
    }

    /**
     * Returns a Kinesis stream.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html">AWS</a>
     */
    public static RecordStream kinesis(Output<String> arn, int batchSize, int batchWindowSeconds, int parallelization) {
        return new RecordStream(
                arn,
                List.of(Statement.allow(
                                "Stream",
                                "kinesis:DescribeStream",
                                "kinesis:DescribeStreamSummary",
                                "kinesis:GetRecords",
                                "kinesis:GetShardIterator",
                                "kinesis:ListShards")
                        .on(arn)),
                Optional.empty(),
                batchSize,
                batchWindowSeconds,
                parallelization);
    }
}

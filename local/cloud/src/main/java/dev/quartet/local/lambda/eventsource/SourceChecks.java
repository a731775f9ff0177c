package dev.quartet.local.lambda.eventsource;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Arn;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Queues;
import dev.quartet.local.core.RecordStreams;
import dev.quartet.local.lambda.eventsource.MappedFunctions.MappedFunction;
import java.util.List;
import java.util.Locale;

/** What AWS asks of an event source, and of the function's rights on it, when a mapping is created. Thread-safe. */
final class SourceChecks {
    private static final List<String> QUEUE_RIGHTS = List.of("ReceiveMessage", "DeleteMessage", "GetQueueAttributes");

    private static final int MOST_FIFO_BATCH = 10;

    private final Authorizer authorizer;
    private final Queues queues;

    SourceChecks(Authorizer authorizer, Queues queues) {
        this.authorizer = requireNonNull(authorizer, "authorizer is null");
        this.queues = requireNonNull(queues, "queues is null");
    }

    /** Refuses a stream that the function may not read. */
    void requireStream(Settings settings, MappedFunction function, RecordStreams stream) {
        for (var right : stream.rights()) {
            if (!allowed(function, stream.service() + ":" + right, settings.sourceArn())) {
                throw invalid(
                        "Cannot access stream %s. Please ensure the role can perform the %s Actions on your stream in IAM. (role %s lacks %s:%s, or its policy is attached after the mapping: see dependsOn)"
                                .formatted(
                                        settings.sourceArn(),
                                        String.join(", ", stream.rights()),
                                        function.role().roleArn().orElse(""),
                                        stream.service(),
                                        right));
            }
        }
    }

    /** Refuses a queue that is not there, that the function may not read, or whose settings do not go with the mapping's. */
    void requireQueue(Settings settings, MappedFunction function) {
        for (var right : QUEUE_RIGHTS) {
            if (!allowed(function, "sqs:" + right, settings.sourceArn())) {
                throw invalid(
                        "The provided execution role does not have permissions to call %s on SQS (role %s needs sqs:%s on %s, or its policy is attached after the mapping: see dependsOn)"
                                .formatted(
                                        right,
                                        function.role().roleArn().orElse(""),
                                        String.join(", sqs:", QUEUE_RIGHTS),
                                        settings.sourceArn()));
            }
        }
        var queue = queues.find(settings.sourceArn())
                .orElseThrow(() -> invalid(
                        "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist: %s"
                                .formatted(Arn.parse(settings.sourceArn()).resource())));
        if (queue.visibilityTimeout().compareTo(function.timeout()) < 0) {
            throw invalid(
                    "Queue visibility timeout: %d seconds is less than Function timeout: %d seconds (queue %s, function %s)"
                            .formatted(
                                    queue.visibilityTimeout().toSeconds(),
                                    function.timeout().toSeconds(),
                                    queue.name(),
                                    function.name()));
        }
        if (queue.fifo() && settings.batchSize() > MOST_FIFO_BATCH) {
            throw invalid("batchSize %d; allowed of the FIFO queue %s are 1 to %d"
                    .formatted(settings.batchSize(), queue.name(), MOST_FIFO_BATCH));
        }
        if (queue.fifo() && settings.window().isPositive()) {
            throw invalid("Batching window is not supported for FIFO queues: %s"
                    .formatted(queue.name().toLowerCase(Locale.ROOT)));
        }
    }

    private boolean allowed(MappedFunction function, String action, String resource) {
        return authorizer.allows(AccessRequest.of(function.role(), action, resource));
    }

    static AwsException invalid(String message) {
        return new AwsException("InvalidParameterValueException", 400, message);
    }
}

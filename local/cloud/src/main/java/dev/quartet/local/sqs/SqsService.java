package dev.quartet.local.sqs;

import dev.quartet.local.aws.AwsJsonProtocol;
import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.ErrorForm;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.core.AwsException;
import java.util.HashMap;
import java.util.Set;

/** SQS's API over JSON 1.0, which SDKs and the command line have spoken since 2023. Thread-safe. */
final class SqsService implements AwsService {
    private final AwsJsonProtocol json;

    SqsService(QueueOperations queues, MessageOperations messages, MoveTasks moves) {
        var operations = new HashMap<String, JsonOperation>();
        operations.putAll(queues.operations());
        operations.putAll(messages.operations());
        operations.putAll(moves.operations());
        json = new AwsJsonProtocol(operations, SqsErrors.SHAPES);
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("sqs");
    }

    @Override
    public Set<String> targetPrefixes() {
        return Set.of("AmazonSQS.");
    }

    @Override
    public void handle(AwsRequest request) throws Exception {
        if (request.exchange().header("X-Amz-Target").isPresent()) {
            json.handle(request);
        } else {
            var error = new AwsException(
                    "InvalidAction",
                    400,
                    "The local cloud speaks SQS's JSON protocol only, not the older query protocol: use a newer client");
            ErrorForm.QUERY.respond(request.exchange(), error, request.requestId());
        }
    }
}

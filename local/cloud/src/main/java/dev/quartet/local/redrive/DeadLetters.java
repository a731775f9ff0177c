package dev.quartet.local.redrive;

import dev.quartet.local.aws.RequestSigner;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Moves a dead-letter queue's messages back to where they came from, by SQS's own message move task. Thread-safe. */
public final class DeadLetters {
    private static final int MOST_QUEUES = 1000;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Calls calls;

    /** Creates it for the AWS API at {@code endpoint}. */
    public DeadLetters(URI endpoint, RequestSigner signer) {
        this.calls = new Calls(endpoint, signer);
    }

    /** Returns the names of the queues to which other queues' messages go in the end, sorted. */
    public List<String> queues() throws InterruptedException {
        var urls = calls.sqs("ListQueues", Calls.JSON.createObjectNode().put("MaxResults", MOST_QUEUES))
                .path("QueueUrls");
        var names = new TreeSet<String>();
        for (var url : urls) {
            var input = Calls.JSON.createObjectNode().put("QueueUrl", url.asString(""));
            input.putArray("AttributeNames").add("RedrivePolicy");
            var policy = calls.sqs("GetQueueAttributes", input)
                    .path("Attributes")
                    .path("RedrivePolicy")
                    .asString("");
            if (!policy.isEmpty()) {
                var arn =
                        Calls.JSON.readTree(policy).path("deadLetterTargetArn").asString("");
                names.add(arn.substring(arn.lastIndexOf(':') + 1));
            }
        }
        return List.copyOf(names);
    }

    /** Returns the dead-letter queues that are not empty, as {@code waiting}. */
    public List<Outcome> waiting() throws InterruptedException {
        var result = new ArrayList<Outcome>();
        for (var queue : queues()) {
            int messages = messages(attributes(queue));
            if (messages > 0) {
                result.add(
                        new Outcome(queue, "", messages, "waiting", "messages; to move them back: --queue " + queue));
            }
        }
        return result;
    }

    /** Moves all messages of {@code queue}; a dry run only counts them. */
    public Outcome move(String queue, boolean dryRun) throws InterruptedException {
        int waiting = 0;
        try {
            var attributes = attributes(queue);
            waiting = messages(attributes);
            if (waiting == 0) {
                return new Outcome(queue, "", 0, "empty", "nothing waits there");
            }
            if (dryRun) {
                return new Outcome(queue, "", waiting, "found", "messages");
            }
            var arn = attributes.path("QueueArn").asString("");
            var task = Calls.JSON.createObjectNode().put("SourceArn", arn);
            source(queue).ifPresent(source -> task.put("DestinationArn", source));
            var unused = calls.sqs("StartMessageMoveTask", task);
            return finish(queue, arn);
        } catch (RedriveException e) {
            return new Outcome(queue, "", waiting, "failed", e.getMessage());
        }
    }

    /**
     * Returns the one queue whose messages end in {@code queue}; none if there are several, as SQS knows itself then. It knows only of
     * messages that it moved: those that a worker put there itself, with their cause, go nowhere without it.
     */
    private Optional<String> source(String queue) throws InterruptedException {
        var url = calls.sqs("GetQueueUrl", Calls.JSON.createObjectNode().put("QueueName", queue))
                .path("QueueUrl")
                .asString("");
        var urls = calls.sqs(
                        "ListDeadLetterSourceQueues",
                        Calls.JSON.createObjectNode().put("QueueUrl", url))
                .path("queueUrls");
        if (urls.size() != 1) {
            return Optional.empty();
        }
        var only = urls.path(0).asString("");
        return Optional.of(attributes(only.substring(only.lastIndexOf('/') + 1))
                .path("QueueArn")
                .asString(""));
    }

    private static int messages(JsonNode attributes) {
        return Integer.parseInt(attributes.path("ApproximateNumberOfMessages").asString("0"));
    }

    private JsonNode attributes(String queue) throws InterruptedException {
        var url = calls.sqs("GetQueueUrl", Calls.JSON.createObjectNode().put("QueueName", queue))
                .path("QueueUrl")
                .asString("");
        var input = Calls.JSON.createObjectNode().put("QueueUrl", url);
        input.putArray("AttributeNames").add("QueueArn").add("ApproximateNumberOfMessages");
        return calls.sqs("GetQueueAttributes", input).path("Attributes");
    }

    private Outcome finish(String queue, String arn) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            var task = calls.sqs(
                            "ListMessageMoveTasks",
                            Calls.JSON.createObjectNode().put("SourceArn", arn).put("MaxResults", 1))
                    .path("Results")
                    .path(0);
            int moved = task.path("ApproximateNumberOfMessagesMoved").asInt(0);
            switch (task.path("Status").asString("")) {
                case "COMPLETED" -> {
                    return new Outcome(queue, "where they came from", moved, "done", "messages");
                }
                case "FAILED", "CANCELLED" -> {
                    return new Outcome(
                            queue,
                            "",
                            moved,
                            "failed",
                            task.path("FailureReason").asString("it ended early"));
                }
                default -> Thread.sleep(LOOK_AGAIN);
            }
        }
        return new Outcome(queue, "", 0, "failed", "the move task is not done after " + PATIENCE.toMinutes() + " min");
    }
}

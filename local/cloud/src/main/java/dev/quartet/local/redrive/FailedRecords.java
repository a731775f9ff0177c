package dev.quartet.local.redrive;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.RequestSigner;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Replays what lies in buckets of failed records; an object goes once its function has taken it. Thread-safe. */
public final class FailedRecords {
    private static final String PREFIX = "aws/lambda/";
    private static final byte[] NOTHING = new byte[0];
    /** Messages that are not ours are seen again after so many seconds. */
    private static final int HIDE_SECONDS = 5;

    private final Calls calls;

    /** Creates it for the AWS API at {@code endpoint}. */
    public FailedRecords(URI endpoint, RequestSigner signer) {
        this.calls = new Calls(requireNonNull(endpoint, "endpoint is null"), signer);
    }

    /** Returns if there is a bucket of that name. */
    public boolean exists(String bucket) throws InterruptedException {
        try {
            var unused = calls.send("GET", "/" + Calls.encode(bucket) + "?location=", "s3", NOTHING);
            return true;
        } catch (RedriveException e) {
            return false;
        }
    }

    /** Replays all of {@code bucket}, oldest first, telling {@code each}; a dry run only tells. */
    public void replay(String bucket, boolean dryRun, Consumer<Outcome> each) throws InterruptedException {
        var replayed = new HashSet<String>();
        for (var key : keys(bucket)) {
            var outcome = replay(bucket, key, dryRun);
            each.accept(outcome);
            if (outcome.status().equals("done")) {
                replayed.add(key);
            }
        }
        if (!dryRun) {
            forgetNotifications(bucket, replayed);
        }
    }

    private Outcome replay(String bucket, String key, boolean dryRun) throws InterruptedException {
        var source = "s3://" + bucket + "/" + key;
        var path = "/" + bucket + "/" + Calls.path(key);
        FailedRecord record;
        try {
            record = FailedRecord.parse(calls.send("GET", path, "s3", NOTHING).body());
        } catch (RedriveException e) {
            return new Outcome(source, "", 0, "failed", e.getMessage());
        }
        if (dryRun) {
            return new Outcome(source, record.functionArn(), record.records(), "found", record.condition());
        }
        try {
            var answer = calls.send(
                    "POST",
                    "/2015-03-31/functions/" + Calls.encode(record.functionArn()) + "/invocations",
                    "lambda",
                    record.event());
            var body = new String(answer.body(), StandardCharsets.UTF_8);
            if (answer.headers().firstValue("X-Amz-Function-Error").isPresent()) {
                return new Outcome(source, record.functionArn(), record.records(), "failed", body);
            }
            int again = failures(body);
            if (again > 0) {
                return new Outcome(
                        source, record.functionArn(), record.records(), "failed", again + " records failed again");
            }
            var unused = calls.send("DELETE", path, "s3", NOTHING);
            return new Outcome(source, record.functionArn(), record.records(), "done", record.condition());
        } catch (RedriveException e) {
            return new Outcome(source, record.functionArn(), record.records(), "failed", e.getMessage());
        }
    }

    private static int failures(String answer) {
        try {
            return Calls.JSON.readTree(answer).path("batchItemFailures").size();
        } catch (JacksonException e) {
            return 0; // A function may answer what it likes.
        }
    }

    private List<String> keys(String bucket) throws InterruptedException {
        var keys = new ArrayList<String>();
        var query = "list-type=2&prefix=" + Calls.encode(PREFIX);
        var next = query;
        while (true) {
            var page =
                    calls.send("GET", "/" + bucket + "?" + next, "s3", NOTHING).body();
            keys.addAll(BucketXml.texts(page, "Key"));
            var token = BucketXml.texts(page, "NextContinuationToken");
            if (token.isEmpty()) {
                // By day and second: oldest first, whatever the mapping.
                keys.sort((a, b) -> name(a).compareTo(name(b)));
                return keys;
            }
            next = query + "&continuation-token=" + Calls.encode(token.getFirst());
        }
    }

    private static String name(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    /** The bucket's own notifications raise an alarm while they wait; those of what is done have served. */
    private void forgetNotifications(String bucket, Set<String> replayed) throws InterruptedException {
        var configuration = calls.send("GET", "/" + bucket + "?notification=", "s3", NOTHING)
                .body();
        for (var arn : queues(configuration)) {
            var url = calls.sqs(
                            "GetQueueUrl",
                            Calls.JSON.createObjectNode().put("QueueName", arn.substring(arn.lastIndexOf(':') + 1)))
                    .path("QueueUrl")
                    .asString("");
            var input = Calls.JSON
                    .createObjectNode()
                    .put("QueueUrl", url)
                    .put("MaxNumberOfMessages", 10)
                    .put("VisibilityTimeout", HIDE_SECONDS)
                    .put("WaitTimeSeconds", 0);
            for (var messages = calls.sqs("ReceiveMessage", input).path("Messages");
                    !messages.isEmpty();
                    messages = calls.sqs("ReceiveMessage", input).path("Messages")) {
                for (var message : messages) {
                    if (served(message.path("Body").asString(""), replayed)) {
                        var unused = calls.sqs(
                                "DeleteMessage",
                                Calls.JSON
                                        .createObjectNode()
                                        .put("QueueUrl", url)
                                        .put(
                                                "ReceiptHandle",
                                                message.path("ReceiptHandle").asString("")));
                    }
                }
            }
        }
    }

    /** Returns the ARNs of the queues that are told of objects, by the bucket itself or by a topic. */
    private List<String> queues(byte[] configuration) throws InterruptedException {
        var arns = new ArrayList<>(BucketXml.texts(configuration, "Queue"));
        for (var topic : BucketXml.texts(configuration, "Topic")) {
            var subscriptions = calls.sns("ListSubscriptionsByTopic", Map.of("TopicArn", topic));
            BucketXml.texts(subscriptions, "Endpoint").stream()
                    .filter(endpoint -> endpoint.contains(":sqs:"))
                    .forEach(arns::add);
        }
        return arns;
    }

    private static boolean served(String body, Set<String> replayed) {
        JsonNode notification;
        try {
            notification = Calls.JSON.readTree(body);
        } catch (JacksonException e) {
            return false;
        }
        if (notification.path("Event").asString("").equals("s3:TestEvent")) {
            return true;
        }
        var records = notification.path("Records");
        for (var record : records) {
            var key = java.net.URLDecoder.decode(
                    record.path("s3").path("object").path("key").asString(""), StandardCharsets.UTF_8);
            if (!replayed.contains(key)) {
                return false;
            }
        }
        return !records.isEmpty();
    }
}

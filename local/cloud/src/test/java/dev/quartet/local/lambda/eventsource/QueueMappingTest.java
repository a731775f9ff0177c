package dev.quartet.local.lambda.eventsource;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.http.FakeExchange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;

/** What a mapping of a queue does, over the real queues of this cloud. */
class QueueMappingTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private EventKit kit;
    private String queueUrl = "";
    private String queueArn = "";
    private String deadUrl = "";
    private final List<String> handled = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void start() throws Exception {
        kit = new EventKit(folder);
        deadUrl = kit.sqs.createQueue(r -> r.queueName("dead")).queueUrl();
        var deadArn = arn(deadUrl);
        queueUrl = kit.sqs
                .createQueue(r -> r.queueName("thumbnails")
                        .attributes(Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                "10",
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\": \"%s\", \"maxReceiveCount\": 2}".formatted(deadArn))))
                .queueUrl();
        queueArn = arn(queueUrl);
    }

    @AfterEach
    void stop() throws Exception {
        kit.close();
    }

    @Test
    void consumers_shouldBeStoppedAndStartedOnDemand() throws Exception {
        kit.function = event -> {
            handled.addAll(bodies(event));
            return "";
        };
        map(Map.of("batchSize", 1.0));

        assertThat(manage("POST", "{\"consumer\": \"elc\", \"stopped\": true}"))
                .isEqualTo(
                        "200 {\"consumers\":[{\"function\":\"welcome\",\"source\":\"thumbnails\",\"stopped\":true}]}");
        // A poll that had begun may bring one more; what comes after it stays.
        kit.sqs.sendMessage(r -> r.queueUrl(queueUrl).messageBody("first"));
        await().atMost(SOON)
                .until(() -> handled.contains("first") || count(queueUrl, "ApproximateNumberOfMessages") == 1);
        kit.sqs.sendMessage(r -> r.queueUrl(queueUrl).messageBody("second"));
        kit.sqs.sendMessage(r -> r.queueUrl(queueUrl).messageBody("third"));
        await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> handled.size() < 2);

        assertThat(manage("DELETE", "")).contains("\"stopped\":false");
        await().atMost(SOON).until(() -> handled.containsAll(List.of("first", "second", "third")));
        assertThat(manage("POST", "{\"consumer\": \"nobody\", \"stopped\": true}"))
                .startsWith("404")
                .contains("no consumer is called 'nobody'; there are: welcome");
        assertThat(manage("POST", "{\"consumer\": \"welcome\"}")).startsWith("400");
        assertThat(manage("PUT", "")).startsWith("405");
    }

    private String manage(String method, String body) throws Exception {
        var exchange = new FakeExchange(method, "/_quartet/consumers", Map.of(), body.getBytes(StandardCharsets.UTF_8));
        kit.management().handle(exchange);
        return exchange.status + " " + exchange.text();
    }

    @Test
    void messages_shouldArriveOnceAndBeDeleted() {
        var most = new AtomicInteger();
        var now = new AtomicInteger();
        kit.function = event -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            handled.addAll(bodies(event));
            now.decrementAndGet();
            return "";
        };
        map(Map.of("batchSize", 1.0, "scalingConfig", Map.of("maximumConcurrency", 2.0)));
        for (int i = 0; i < 10; i++) {
            var body = "{\"n\": %d}".formatted(i);
            kit.sqs.sendMessage(r -> r.queueUrl(queueUrl).messageBody(body));
        }
        await().atMost(SOON).until(() -> handled.size() == 10);
        await().atMost(SOON).until(() -> count(queueUrl, "ApproximateNumberOfMessagesNotVisible") == 0);
        assertThat(count(queueUrl, "ApproximateNumberOfMessages")).isZero();
        assertThat(most.get()).isLessThanOrEqualTo(2);
        var record = kit.events.getFirst().path("Records").path(0);
        assertThat(record.path("eventSource").asString()).isEqualTo("aws:sqs");
        assertThat(record.path("eventSourceARN").asString()).isEqualTo(queueArn);
        assertThat(record.path("attributes").path("ApproximateReceiveCount").asString())
                .isEqualTo("1");
    }

    @Test
    void failedMessagesOfABatch_shouldComeAgainAloneAndEndInTheDeadLetterQueue() {
        kit.function = event -> {
            var failures = new ArrayList<String>();
            for (var record : event.path("Records")) {
                if (record.path("body").asString().equals("bad")) {
                    failures.add("{\"itemIdentifier\": \"%s\"}"
                            .formatted(record.path("messageId").asString()));
                } else {
                    handled.add(record.path("body").asString());
                }
            }
            return "{\"batchItemFailures\": %s}".formatted(failures);
        };
        kit.sqs.sendMessage(r -> r.queueUrl(queueUrl).messageBody("good"));
        kit.sqs.sendMessage(r -> r.queueUrl(queueUrl).messageBody("bad"));
        map(Map.of("functionResponseTypes", List.of("ReportBatchItemFailures")));
        for (int tries = 1; tries <= 2; tries++) {
            int seen = tries;
            await().atMost(SOON)
                    .until(() -> events("bad") == seen
                            && count(queueUrl, "ApproximateNumberOfMessages") == 0
                            && count(queueUrl, "ApproximateNumberOfMessagesNotVisible") == 1);
            kit.clock.advance(Duration.ofSeconds(11)); // the end of its invisibility; the good one is deleted
        }
        await().atMost(SOON).until(() -> count(deadUrl, "ApproximateNumberOfMessages") == 1);
        assertThat(handled).containsExactly("good");
        assertThat(events("bad")).isEqualTo(2);
    }

    @Test
    void filteredMessages_shouldBeDeletedUnseen() {
        kit.function = event -> {
            handled.addAll(bodies(event));
            return "";
        };
        map(Map.of(
                "filterCriteria",
                Map.of("filters", List.of(Map.of("pattern", "{\"body\": {\"size\": [{\"numeric\": [\">\", 10]}]}}")))));
        for (var body : List.of("{\"size\": 5}", "no JSON", "{\"size\": 50}")) {
            kit.sqs.sendMessage(r -> r.queueUrl(queueUrl).messageBody(body));
        }
        await().atMost(SOON)
                .until(() -> handled.size() == 1
                        && count(queueUrl, "ApproximateNumberOfMessages")
                                        + count(queueUrl, "ApproximateNumberOfMessagesNotVisible")
                                == 0);
        assertThat(handled).containsExactly("{\"size\": 50}");
    }

    @Test
    void fifoQueue_shouldKeepTheOrderOfAGroupWithOneOfItsBatchesInFlight() {
        fifo();
        var busy = ConcurrentHashMap.<String>newKeySet();
        var together = new AtomicInteger();
        var failed = ConcurrentHashMap.<String>newKeySet();
        var waiting = ConcurrentHashMap.<String>newKeySet();
        kit.function = event -> {
            var groups = new HashSet<String>();
            bodies(event).forEach(body -> groups.add(body.substring(0, 1)));
            for (var group : groups) {
                if (!busy.add(group)) {
                    together.incrementAndGet();
                }
            }
            try {
                // Each group's fourth message fails once: with it the rest of its batch, as nothing may overtake it.
                var bodies = bodies(event);
                for (var body : bodies) {
                    if (body.endsWith("03") && failed.add(body)) {
                        waiting.addAll(bodies);
                        throw new IllegalStateException(body);
                    }
                }
                waiting.removeAll(bodies);
                handled.addAll(bodies);
            } finally {
                busy.removeAll(groups);
            }
            return "";
        };
        for (int i = 0; i < 10; i++) {
            for (var group : List.of("a", "b", "c")) {
                var body = "%s%02d".formatted(group, i);
                kit.sqs.sendMessage(r -> r.queueUrl(queueUrl)
                        .messageBody(body)
                        .messageGroupId(group)
                        .messageDeduplicationId(body));
            }
        }
        refused(Map.of("batchSize", 11.0, "maximumBatchingWindowInSeconds", 1.0), "allowed of the FIFO queue");
        map(Map.of("batchSize", 4.0));
        await().atMost(SOON).until(() -> {
            // Towards the end of what failed and is invisible, while nothing else is: that would come again, too.
            if (busy.isEmpty() && count(queueUrl, "ApproximateNumberOfMessagesNotVisible") == waiting.size()) {
                kit.clock.advance(Duration.ofMillis(500));
            }
            return handled.size() == 30;
        });
        assertThat(together).hasValue(0);
        assertThat(failed).hasSize(3);
        for (var group : List.of("a", "b", "c")) {
            assertThat(handled.stream().filter(body -> body.startsWith(group)))
                    .hasSize(10)
                    .isSorted();
        }
        // Batches of different groups run at the same time: which of them is noted first is not said.
        assertThat(kit.events).allSatisfy(event -> event.path("Records").forEach(record -> {
            var attributes = record.path("attributes");
            assertThat(attributes.path("MessageGroupId").asString())
                    .isEqualTo(record.path("body").asString().substring(0, 1));
            assertThat(attributes.path("SequenceNumber").asString()).isNotEmpty();
        }));
    }

    @Test
    void window_shouldGatherMoreThanOneReceiveBrings() {
        kit.function = event -> {
            handled.addAll(bodies(event));
            return "";
        };
        map(Map.of("batchSize", 25.0, "maximumBatchingWindowInSeconds", 5.0));
        for (int i = 0; i < 25; i++) {
            var body = Integer.toString(i);
            kit.sqs.sendMessage(r -> r.queueUrl(queueUrl).messageBody(body));
        }
        await().atMost(SOON).until(() -> handled.size() == 25);
        assertThat(kit.events.size()).isLessThanOrEqualTo(2);
    }

    private void fifo() {
        queueUrl = kit.sqs
                .createQueue(r -> r.queueName("thumbnails.fifo")
                        .attributes(Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT, "10", QueueAttributeName.FIFO_QUEUE, "true")))
                .queueUrl();
        queueArn = arn(queueUrl);
    }

    @Test
    void mappings_shouldBeRefusedAsLambdaRefusesThem() {
        kit.authorizer.deny("sqs:DeleteMessage");
        refused(Map.of(), "The provided execution role does not have permissions to call DeleteMessage on SQS");
        kit.authorizer.allowAll();
        kit.sqs.setQueueAttributes(
                r -> r.queueUrl(queueUrl).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "9")));
        refused(Map.of(), "Queue visibility timeout: 9 seconds is less than Function timeout: 10 seconds");
        kit.sqs.setQueueAttributes(
                r -> r.queueUrl(queueUrl).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "10")));
        refused(Map.of("batchSize", 100.0), "Maximum batch window in seconds must be greater than 0");
        refused(Map.of("startingPosition", "LATEST"), "StartingPosition is not valid");
        refused(
                Map.of("scalingConfig", Map.of("maximumConcurrency", 1.0)),
                "maximumConcurrency 1; allowed are 2 to 1000");
        refused(Map.of("maximumRetryAttempts", 1.0), "redrive policy");
    }

    private void map(Map<String, Object> more) {
        var inputs = new HashMap<String, Object>(Map.of("functionName", EventKit.FUNCTION, "eventSourceArn", queueArn));
        inputs.putAll(more);
        assertThat(kit.map(inputs).outputs()).containsEntry("state", "Enabled");
    }

    private void refused(Map<String, Object> inputs, String message) {
        assertThatThrownBy(() -> map(inputs))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining(message);
    }

    private int count(String url, String attribute) {
        return Integer.parseInt(kit.sqs
                .getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributesAsStrings()
                .get(attribute));
    }

    private String arn(String url) {
        return kit.sqs
                .getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
    }

    /** Returns how often the function got this message. */
    private long events(String message) {
        return kit.events.stream()
                .flatMap(event -> bodies(event).stream())
                .filter(message::equals)
                .count();
    }

    private static List<String> bodies(JsonNode event) {
        return event.path("Records")
                .valueStream()
                .map(each -> each.path("body").asString())
                .toList();
    }
}

package dev.quartet.local.lambda.eventsource;

import static dev.quartet.local.core.Patience.await;
import static dev.quartet.local.lambda.eventsource.EventKit.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.ProvisionException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a mapping of a table's stream does with records and with failures, over the real DynamoDB Local. */
class StreamMappingTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private TableKit kit;
    private final List<String> handled = java.util.Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void start() throws Exception {
        kit = new TableKit(folder);
        kit.function = event -> {
            handled.addAll(keys(event));
            return "";
        };
    }

    @AfterEach
    void stop() throws Exception {
        kit.close();
    }

    @Test
    void mapping_shouldHandInRecordsAsLambdaWritesThem() {
        kit.put("before", "1");
        kit.mapStream(Map.of());
        kit.put("after", "1");
        await().atMost(SOON).until(() -> handled.size() == 2);
        assertThat(handled).containsExactly("before/1", "after/1");
        var record = kit.events.getFirst().path("Records").path(0);
        assertThat(record.path("eventSource").asString()).isEqualTo("aws:dynamodb");
        assertThat(record.path("eventName").asString()).isEqualTo("INSERT");
        assertThat(record.path("awsRegion").asString()).isEqualTo("ap-northeast-1");
        assertThat(record.path("eventSourceARN").asString()).isEqualTo(kit.streamArn);
        assertThat(record.path("dynamodb").path("NewImage").path("pk").path("S").asString())
                .isEqualTo("before");
        assertThat(kit.iteratorAges).isNotEmpty().allMatch(age -> age >= 0 && age < SOON.toMillis());
        // As the function's role: no right of Lambda's own.
        assertThat(kit.authorizer.asked())
                .filteredOn(request -> request.action().equals("dynamodb:GetRecords"))
                .isNotEmpty()
                .allMatch(request -> request.caller().equals(EventKit.ROLE)
                        && request.resource().equals(kit.streamArn));
    }

    @Test
    void mappingFromLatest_shouldSeeWhatComesAfterIt() {
        kit.put("before", "1");
        kit.mapStream(Map.of("startingPosition", "LATEST"));
        kit.put("after", "1");
        await().atMost(SOON).until(() -> handled.contains("after/1"));
        assertThat(handled).containsExactly("after/1");
    }

    @Test
    void records_shouldKeepTheirOrderByKeyOverParallelLanes() {
        kit.mapStream(Map.of("parallelizationFactor", 4.0, "batchSize", 3.0));
        for (int i = 0; i < 40; i++) {
            kit.put("key" + i % 5, "%03d".formatted(i / 5));
            kit.tables.updateItem(update(i));
        }
        await().atMost(SOON).until(() -> handled.size() == 80);
        for (int key = 0; key < 5; key++) {
            var prefix = "key" + key + "/";
            // Lanes are by the item's whole key: what is kept is the order of one item's changes.
            var names = kit.events.stream()
                    .flatMap(event -> event.path("Records").valueStream())
                    .filter(record -> record.toString().contains("\"" + prefix.substring(0, 4) + "\""))
                    .toList();
            var seen = new ConcurrentHashMap<String, String>();
            for (var record : names) {
                var item = record.path("dynamodb").path("Keys").toString();
                var before = seen.put(item, record.path("eventName").asString());
                assertThat(record.path("eventName").asString()).isEqualTo(before == null ? "INSERT" : "MODIFY");
            }
            assertThat(seen).hasSize(8);
        }
    }

    @Test
    void partialFailure_shouldGoOnAtTheFirstFailedRecord() {
        var failures = new AtomicInteger(2);
        kit.function = event -> {
            for (var record : event.path("Records")) {
                if (keys(event).contains("bad/1") && keyOf(record).equals("bad/1") && failures.getAndDecrement() > 0) {
                    return "{\"batchItemFailures\": [{\"itemIdentifier\": \"%s\"}]}".formatted(number(record));
                }
                handled.add(keyOf(record));
            }
            return "{\"batchItemFailures\": []}";
        };
        kit.put("good", "1");
        kit.put("bad", "1");
        kit.put("good", "2");
        kit.mapStream(Map.of("functionResponseTypes", List.of("ReportBatchItemFailures"), "maximumRetryAttempts", 3.0));
        await().atMost(SOON).until(() -> handled.size() == 3);
        assertThat(handled).containsExactly("good/1", "bad/1", "good/2"); // each once
        // What had succeeded never came again; how much the stream gave at once is its own affair.
        assertThat(times("good/1")).isEqualTo(1);
        assertThat(times("bad/1")).isEqualTo(3);
        assertThat(kit.failedRecords()).isEmpty();
    }

    @Test
    void bisect_shouldIsolateThePoisonRecordAndPutItWholeIntoTheBucket() {
        kit.function = event -> {
            if (keys(event).contains("poison/1")) {
                throw new IllegalStateException("poison");
            }
            handled.addAll(keys(event));
            return "";
        };
        for (int i = 0; i < 5; i++) {
            kit.put("good", Integer.toString(i));
        }
        kit.put("poison", "1");
        kit.put("good", "5");
        var mapping = kit.mapStream(Map.of("bisectBatchOnFunctionError", true, "maximumRetryAttempts", 2.0));
        await().atMost(SOON)
                .until(() -> handled.size() == 6 && kit.failedRecords().size() == 1);
        assertThat(handled).containsExactly("good/0", "good/1", "good/2", "good/3", "good/4", "good/5");
        var failed = kit.failedRecords().entrySet().iterator().next();
        assertThat(failed.getKey())
                .matches(
                        "aws/lambda/%s/shardId-[^/]+/\\d{4}/\\d{2}/\\d{2}/\\d{4}-\\d{2}-\\d{2}T\\d{2}\\.\\d{2}\\.\\d{2}-[0-9a-f-]{36}"
                                .formatted(mapping.id()));
        var record = failed.getValue();
        assertThat(record.path("requestContext").path("condition").asString()).isEqualTo("RetryAttemptsExhausted");
        assertThat(record.path("requestContext").path("approximateInvokeCount").asInt())
                .isEqualTo(3);
        assertThat(record.path("requestContext").path("functionArn").asString()).isEqualTo(EventKit.FUNCTION);
        assertThat(record.path("responseContext").path("functionError").asString())
                .isEqualTo("Unhandled");
        assertThat(record.path("DDBStreamBatchInfo").path("batchSize").asInt()).isEqualTo(1);
        assertThat(record.path("DDBStreamBatchInfo").path("streamArn").asString())
                .isEqualTo(kit.streamArn);
        assertThat(keys(EventKit.JSON.readTree(record.path("payload").asString())))
                .containsExactly("poison/1");
        assertThat(kit.authorizer.asked())
                .filteredOn(request -> request.action().equals("s3:PutObject")
                        && request.resource().contains("shardId"))
                .singleElement()
                .satisfies(request -> assertThat(request.caller()).isEqualTo(EventKit.ROLE));
    }

    @Test
    void throttledFunction_shouldLoseNothingAndCostNoTry() {
        var throttles = new AtomicInteger(6);
        kit.function = event -> {
            if (throttles.getAndDecrement() > 0) {
                throw new AwsException("TooManyRequestsException", 429, "Rate Exceeded");
            }
            handled.addAll(keys(event));
            return "";
        };
        kit.mapStream(Map.of("maximumRetryAttempts", 1.0));
        for (int i = 0; i < 10; i++) {
            kit.put("a", "%02d".formatted(i));
        }
        await().atMost(SOON).until(() -> handled.size() == 10);
        assertThat(handled).isSorted();
        assertThat(kit.failedRecords()).isEmpty();
    }

    @Test
    void filter_shouldSkipWhatDoesNotMatchWithoutCallingTheFunction() {
        kit.mapStream(
                Map.of(
                        "filterCriteria",
                        Map.of(
                                "filters",
                                List.of(
                                        Map.of(
                                                "pattern",
                                                "{\"eventName\": [\"INSERT\"], \"dynamodb\": {\"Keys\": {\"pk\": {\"S\": [{\"prefix\": \"visitor\"}]}}}}")))));
        kit.put("visitor1", "1");
        kit.put("visitor1", "1"); // a MODIFY, if anything
        kit.put("other", "1");
        kit.put("visitor2", "1");
        await().atMost(SOON).until(() -> handled.contains("visitor2/1"));
        assertThat(handled).containsExactly("visitor1/1", "visitor2/1");
    }

    @Test
    void disabledMapping_shouldGoOnWhereItStopped() {
        var mapping = kit.mapStream(Map.of());
        kit.put("a", "1");
        await().atMost(SOON).until(() -> handled.size() == 1);
        var uuid = mapping.id();
        // Only now it is done with the record, and will not hand it in again.
        await().atMost(SOON).until(() -> kit.lambda
                .getEventSourceMapping(r -> r.uuid(uuid))
                .lastProcessingResult()
                .equals("OK"));
        assertThat(kit.lambda
                        .updateEventSourceMapping(r -> r.uuid(uuid).enabled(false))
                        .state())
                .isEqualTo("Disabled");
        kit.put("a", "2");
        assertThat(kit.lambda
                        .listEventSourceMappings(r -> r.eventSourceArn(kit.streamArn))
                        .eventSourceMappings())
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.uuid()).isEqualTo(uuid);
                    assertThat(each.functionArn()).isEqualTo(EventKit.FUNCTION);
                    assertThat(each.lastProcessingResult()).isEqualTo("OK");
                });
        kit.lambda.updateEventSourceMapping(r -> r.uuid(uuid).enabled(true));
        await().atMost(SOON).until(() -> handled.size() == 2);
        assertThat(handled).containsExactly("a/1", "a/2");
        kit.lambda.deleteEventSourceMapping(r -> r.uuid(uuid));
        assertThatThrownBy(() -> kit.lambda.getEventSourceMapping(r -> r.uuid(uuid)))
                .isInstanceOf(software.amazon.awssdk.services.lambda.model.ResourceNotFoundException.class);
    }

    @Test
    void slowFunction_shouldShowItsIteratorAge() throws Exception {
        var go = new CountDownLatch(1);
        kit.function = event -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            handled.addAll(keys(event));
            return "";
        };
        kit.mapStream(Map.of("batchSize", 1.0));
        kit.put("a", "1");
        kit.put("a", "2");
        await().atMost(SOON).until(() -> !kit.events.isEmpty());
        kit.clock.advance(Duration.ofMinutes(6)); // DynamoDB Local tells a record's time to the minute
        go.countDown();
        await().atMost(SOON).until(() -> handled.size() == 2);
        assertThat(kit.iteratorAges.getFirst()).isLessThan((double) SOON.toMillis());
        assertThat(kit.iteratorAges.getLast())
                .isGreaterThan((double) Duration.ofMinutes(4).toMillis());
    }

    @Test
    void mappings_shouldBeRefusedAsLambdaRefusesThem() {
        kit.authorizer.deny("dynamodb:GetShardIterator");
        refused(Map.of(), "Cannot access stream " + kit.streamArn, "dynamodb:GetShardIterator");
        kit.authorizer.allowAll();
        kit.authorizer.deny("s3:PutObject");
        refused(Map.of(), "does not have permissions to call PutObject on S3");
        kit.authorizer.allowAll();
        refused(Map.of("batchSize", 20_000.0), "batchSize 20000; allowed are 1 to 10000");
        refused(Map.of("startingPosition", "NOW"), "startingPosition 'NOW'");
        refused(Map.of("tumblingWindowInSeconds", 5.0), "no tumbling windows");
        refused(
                Map.of("filterCriteria", Map.of("filters", List.of(Map.of("pattern", "{\"eventName\": \"INSERT\"}")))),
                "Invalid filter pattern definition");
        kit.mapStream(Map.of());
        refused(Map.of(), "ResourceConflictException", "mapping already exists");
    }

    @Test
    void manyRecords_shouldAllBeHandledOnceInOrder() {
        kit.mapStream(Map.of("batchSize", 25.0));
        var flaky = new AtomicInteger();
        kit.function = event -> {
            if (flaky.incrementAndGet() % 4 == 0) {
                throw new IllegalStateException("now and then");
            }
            handled.addAll(keys(event));
            return "";
        };
        for (int i = 0; i < 300; i++) {
            kit.put("a", "%03d".formatted(i));
        }
        await().atMost(SOON).until(() -> handled.size() >= 300);
        assertThat(handled).isSorted().hasSize(300);
        assertThat(new HashSet<>(handled)).hasSize(300);
    }

    /** Returns how many events the function got that have this record. */
    private long times(String key) {
        return kit.events.stream().filter(event -> keys(event).contains(key)).count();
    }

    private void refused(Map<String, Object> inputs, String... message) {
        assertThatThrownBy(() -> kit.mapStream(inputs))
                .isInstanceOf(ProvisionException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(message));
    }

    private static software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest update(int i) {
        return software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest.builder()
                .tableName("visitors")
                .key(Map.of(
                        "pk", software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS("key" + i % 5),
                        "sk",
                                software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS(
                                        "%03d".formatted(i / 5))))
                .updateExpression("SET n = :n")
                .expressionAttributeValues(
                        Map.of(":n", software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN("" + i)))
                .build();
    }

    private static String keyOf(JsonNode record) {
        var item = record.path("dynamodb").path("Keys");
        return item.path("pk").path("S").asString("") + "/"
                + item.path("sk").path("S").asString("");
    }

    private static String number(JsonNode record) {
        return record.path("dynamodb").path("SequenceNumber").asString("");
    }
}

package dev.quartet.local.lambda.eventsource;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.ProvisionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import tools.jackson.databind.JsonNode;

/** What a mapping of a data stream does, over the real Kinesis of this cloud. */
class KinesisMappingTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** By the clock that the test moves: longer than anything takes on a busy machine. */
    private static final Duration LATE = Duration.ofMinutes(4);

    @TempDir
    private Path folder;

    private EventKit kit;
    private String stream = "";
    private final List<String> handled = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void start() throws Exception {
        kit = new EventKit(folder);
        stream = kit.dataStream("events", 2);
        kit.function = event -> {
            handled.addAll(texts(event));
            return "";
        };
    }

    @AfterEach
    void stop() throws Exception {
        kit.close();
    }

    @Test
    void mapping_shouldHandInRecordsAsLambdaWritesThem() {
        put("order-1", "{\"type\": \"OrderPlaced\"}");
        map(Map.of());
        await().atMost(SOON).until(() -> handled.size() == 1);
        var record = kit.events.getFirst().path("Records").path(0);
        var kinesis = record.path("kinesis");
        assertThat(kinesis.propertyNames())
                .containsExactlyInAnyOrder(
                        "kinesisSchemaVersion",
                        "partitionKey",
                        "sequenceNumber",
                        "data",
                        "approximateArrivalTimestamp");
        assertThat(kinesis.path("kinesisSchemaVersion").asString()).isEqualTo("1.0");
        assertThat(kinesis.path("partitionKey").asString()).isEqualTo("order-1");
        assertThat(kinesis.path("approximateArrivalTimestamp").asDouble())
                .isCloseTo(
                        Instant.now().toEpochMilli() / 1000.0,
                        org.assertj.core.data.Offset.offset(SOON.toSeconds() * 1.0));
        assertThat(record.path("eventID").asString())
                .matches("shardId-00000000000[01]:"
                        + kinesis.path("sequenceNumber").asString());
        assertThat(record.path("eventName").asString()).isEqualTo("aws:kinesis:record");
        assertThat(record.path("eventSource").asString()).isEqualTo("aws:kinesis");
        assertThat(record.path("eventVersion").asString()).isEqualTo("1.0");
        assertThat(record.path("awsRegion").asString()).isEqualTo("ap-northeast-1");
        assertThat(record.path("eventSourceARN").asString()).isEqualTo(stream);
        assertThat(record.path("invokeIdentityArn").asString())
                .isEqualTo(EventKit.ROLE.roleArn().orElseThrow());
    }

    @Test
    void keys_shouldKeepTheirOrderWithBatchesSideBySide() throws Exception {
        var together = new CountDownLatch(2);
        kit.function = event -> {
            together.countDown();
            try {
                // Two batches of one shard at once, or this waits in vain.
                assertThat(together.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            handled.addAll(texts(event));
            return "";
        };
        stream = kit.dataStream("single", 1);
        map(Map.of("parallelizationFactor", 4.0, "batchSize", 5.0));
        for (int i = 0; i < 200; i++) {
            put("single", "key" + i % 10, "key%d/%03d".formatted(i % 10, i));
        }
        await().atMost(SOON).until(() -> handled.size() == 200);
        for (int key = 0; key < 10; key++) {
            var prefix = "key" + key + "/";
            assertThat(handled.stream().filter(text -> text.startsWith(prefix)))
                    .hasSize(20)
                    .isSorted();
        }
    }

    @Test
    void children_shouldBeReadAfterTheirParents() {
        stream = kit.dataStream("single", 1);
        for (int i = 0; i < 10; i++) {
            put("single", "a", "%02d".formatted(i));
        }
        kit.kinesis.splitShard(r -> r.streamName("single")
                .shardToSplit("shardId-000000000000")
                .newStartingHashKey("170141183460469231731687303715884105728"));
        kit.kinesis.mergeShards(r -> r.streamName("single")
                .shardToMerge("shardId-000000000001")
                .adjacentShardToMerge("shardId-000000000002"));
        for (int i = 10; i < 20; i++) {
            put("single", "a", "%02d".formatted(i));
        }
        map(Map.of("batchSize", 3.0));
        await().atMost(SOON).until(() -> handled.size() == 20);
        assertThat(handled).isSorted();
        put("single", "a", "20");
        await().atMost(SOON).until(() -> handled.size() == 21);
    }

    @Test
    void slowFunction_shouldShowItsIteratorAgeAndRecover() {
        stream = kit.dataStream("single", 1);
        var slow = new CountDownLatch(1);
        kit.function = event -> {
            try {
                assertThat(slow.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            handled.addAll(texts(event));
            return "";
        };
        map(Map.of("batchSize", 1.0));
        for (int i = 0; i < 5; i++) {
            put("single", "a", Integer.toString(i));
        }
        await().atMost(SOON).until(() -> kit.events.size() == 1);
        kit.clock.advance(LATE);
        slow.countDown();
        await().atMost(SOON).until(() -> handled.size() == 5);
        var ages = List.copyOf(kit.iteratorAges);
        assertThat(ages).hasSize(5);
        assertThat(ages.getFirst()).isLessThan((double) LATE.toMillis());
        assertThat(ages.getLast()).isGreaterThanOrEqualTo((double) LATE.toMillis());
        var behind =
                kit.metrics.sum("AWS/Kinesis", "GetRecords.IteratorAgeMilliseconds", Map.of("StreamName", "single"));
        assertThat(behind).isNotNegative();
        put("single", "a", "5");
        await().atMost(SOON).until(() -> handled.size() == 6);
        assertThat(kit.iteratorAges.getLast()).isLessThan((double) LATE.toMillis());
    }

    @Test
    void poison_shouldBeIsolatedAndKeptWholeWithItsKinesisBatchInfo() {
        stream = kit.dataStream("single", 1);
        kit.function = event -> {
            if (texts(event).contains("poison")) {
                throw new IllegalStateException("poison");
            }
            handled.addAll(texts(event));
            return "";
        };
        for (int i = 0; i < 7; i++) {
            put("single", "a", i == 3 ? "poison" : "good" + i);
        }
        map(Map.of("bisectBatchOnFunctionError", true, "maximumRetryAttempts", 1.0));
        await().atMost(SOON)
                .until(() -> handled.size() == 6 && kit.failedRecords().size() == 1);
        assertThat(handled).isSorted();
        var record = kit.failedRecords().values().iterator().next();
        assertThat(record.path("KinesisBatchInfo").path("batchSize").asInt()).isEqualTo(1);
        assertThat(record.path("KinesisBatchInfo").path("streamArn").asString()).isEqualTo(stream);
        assertThat(record.path("KinesisBatchInfo").path("shardId").asString()).isEqualTo("shardId-000000000000");
        assertThat(texts(EventKit.JSON.readTree(record.path("payload").asString())))
                .containsExactly("poison");
    }

    @Test
    void window_shouldGatherRecordsIntoOneBatch() {
        stream = kit.dataStream("single", 1);
        map(Map.of("maximumBatchingWindowInSeconds", 2.0, "batchSize", 100.0));
        for (int i = 0; i < 10; i++) {
            put("single", "a", Integer.toString(i));
        }
        await().atMost(SOON).until(() -> handled.size() == 10);
        assertThat(kit.events.size()).isLessThanOrEqualTo(3);
    }

    @Test
    void window_shouldEndWithAFullBatch() {
        stream = kit.dataStream("single", 1);
        map(Map.of("maximumBatchingWindowInSeconds", 300.0, "batchSize", 5.0));
        for (int i = 0; i < 5; i++) {
            put("single", "a", Integer.toString(i));
        }
        await().atMost(SOON).until(() -> handled.size() == 5);
        assertThat(kit.events).hasSize(1);
    }

    @Test
    void timestamp_shouldBeAStartingPosition() {
        put("a", "before");
        var from = Instant.now().plusMillis(1);
        await().atMost(SOON).until(() -> Instant.now().isAfter(from));
        put("a", "after");
        map(Map.of("startingPosition", "AT_TIMESTAMP", "startingPositionTimestamp", from.toString()));
        await().atMost(SOON).until(() -> !handled.isEmpty());
        assertThat(handled).containsExactly("after");
    }

    @Test
    void latest_shouldNotReadWhatReshardingLeft() {
        stream = kit.dataStream("single", 1);
        kit.kinesis.splitShard(r -> r.streamName("single")
                .shardToSplit("shardId-000000000000")
                .newStartingHashKey("170141183460469231731687303715884105728"));
        put("single", "a", "before");
        map(Map.of("startingPosition", "LATEST"));
        put("single", "a", "after");
        await().atMost(SOON).until(() -> !handled.isEmpty());
        assertThat(handled).containsExactly("after");
    }

    @Test
    void filter_shouldLookIntoTheData() {
        map(Map.of(
                "filterCriteria",
                Map.of("filters", List.of(Map.of("pattern", "{\"data\": {\"type\": [\"OrderPlaced\"]}}")))));
        put("a", "{\"type\": \"OrderRejected\"}");
        put("a", "no JSON");
        put("a", "{\"type\": \"OrderPlaced\"}");
        await().atMost(SOON).until(() -> !handled.isEmpty());
        assertThat(handled).containsExactly("{\"type\": \"OrderPlaced\"}");
    }

    @Test
    void tooOldRecords_shouldBeGivenUpThoughRetriesAreEndless() {
        var poison = new AtomicInteger();
        kit.function = event -> {
            if (texts(event).contains("poison")) {
                poison.incrementAndGet();
                throw new IllegalStateException("always");
            }
            handled.addAll(texts(event));
            return "";
        };
        put("a", "poison");
        map(Map.of("maximumRecordAgeInSeconds", 60.0));
        await().atMost(SOON).until(() -> poison.get() > 2);
        assertThat(kit.failedRecords()).isEmpty();
        kit.clock.advance(Duration.ofSeconds(61));
        await().atMost(SOON).until(() -> kit.failedRecords().size() == 1);
        var record = kit.failedRecords().values().iterator().next();
        assertThat(record.path("requestContext").path("condition").asString()).isEqualTo("RecordAgeExceeded");
        put("a", "good");
        await().atMost(SOON).until(() -> handled.contains("good"));
    }

    @Test
    void mappings_shouldBeRefusedAsLambdaRefusesThem() {
        for (var right :
                List.of("GetRecords", "GetShardIterator", "DescribeStream", "DescribeStreamSummary", "ListShards")) {
            kit.authorizer.deny("kinesis:" + right);
            assertThatThrownBy(() -> map(Map.of()))
                    .isInstanceOf(ProvisionException.class)
                    .hasMessageContaining("Cannot access stream " + stream)
                    .hasMessageContaining("kinesis:" + right);
            kit.authorizer.allowAll();
        }
        assertThatThrownBy(() -> map(Map.of("startingPosition", "AT_TIMESTAMP")))
                .hasMessageContaining("startingPositionTimestamp");
        assertThatThrownBy(() -> map(Map.of("eventSourceArn", stream + "-gone")))
                .hasMessageContaining("not found");
    }

    private void map(Map<String, Object> more) {
        assertThat(kit.mapStream(stream, more).outputs()).containsEntry("state", "Enabled");
    }

    private void put(String key, String text) {
        put("events", key, text);
    }

    private void put(String name, String key, String text) {
        kit.kinesis.putRecord(r -> r.streamName(name).partitionKey(key).data(SdkBytes.fromUtf8String(text)));
    }

    private static List<String> texts(JsonNode event) {
        return event.path("Records")
                .valueStream()
                .map(each -> new String(
                        Base64.getDecoder()
                                .decode(each.path("kinesis").path("data").asString()),
                        StandardCharsets.UTF_8))
                .toList();
    }
}

package dev.quartet.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.ProvisionException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

/** Kinesis as AWS's own client sees it, over CBOR. */
class KinesisTest {
    private KinesisFixture fixture;
    private KinesisClient client;

    @BeforeEach
    void start() throws Exception {
        fixture = new KinesisFixture();
        client = fixture.client();
    }

    @AfterEach
    void stop() {
        client.close();
        fixture.close();
    }

    @Test
    void records_shouldComeBackInOrderAsTheyWerePut() {
        stream("events", 1);
        var first = client.putRecord(
                r -> r.streamName("events").partitionKey("a").data(SdkBytes.fromByteArray(new byte[] {0, -1, 7})));
        put("events", "안녕", "two");
        var records = read("events", "shardId-000000000000", ShardIteratorType.TRIM_HORIZON);
        assertThat(records.records()).extracting(Record::partitionKey).containsExactly("a", "안녕");
        assertThat(records.records().getFirst().data().asByteArray()).containsExactly(0, -1, 7);
        assertThat(records.records().getFirst().sequenceNumber()).isEqualTo(first.sequenceNumber());
        assertThat(records.records().getFirst().approximateArrivalTimestamp().toEpochMilli())
                .isEqualTo(fixture.clock.instant().toEpochMilli());
        assertThat(new BigInteger(records.records().get(1).sequenceNumber()))
                .isGreaterThan(new BigInteger(first.sequenceNumber()));
        assertThat(records.millisBehindLatest()).isZero();
        assertThat(fixture.sum("IncomingRecords", "events")).isEqualTo(2);
        assertThat(fixture.sum("IncomingBytes", "events")).isEqualTo(1 + 3 + 6 + 3);
        assertThat(fixture.sum("GetRecords.Records", "events")).isEqualTo(2);
    }

    @Test
    void describe_shouldTellShardsAndSettings() {
        var outputs = fixture.iam
                .register(
                        "aws:kinesis/stream:Stream",
                        "events",
                        Map.of(
                                "name",
                                "events",
                                "shardCount",
                                3.0,
                                "retentionPeriod",
                                48.0,
                                "encryptionType",
                                "KMS",
                                "kmsKeyId",
                                "alias/aws/kinesis",
                                "tags",
                                Map.of("quartet:stack", "test")))
                .outputs();
        assertThat(outputs)
                .containsEntry("arn", KinesisFixture.ARN + "events")
                .containsEntry("name", "events")
                .containsEntry("shardCount", 3.0)
                .containsEntry("retentionPeriod", 48.0)
                .containsEntry("streamModeDetails", Map.of("streamMode", "PROVISIONED"));
        var stream = client.describeStream(r -> r.streamName("events")).streamDescription();
        assertThat(stream.streamStatus()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(stream.streamCreationTimestamp().toEpochMilli())
                .isEqualTo(fixture.clock.instant().toEpochMilli());
        assertThat(stream.retentionPeriodHours()).isEqualTo(48);
        assertThat(stream.keyId()).isEqualTo("alias/aws/kinesis");
        var ends = new ArrayList<BigInteger>();
        var next = BigInteger.ZERO;
        for (var shard : stream.shards()) {
            assertThat(shard.hashKeyRange().startingHashKey()).isEqualTo(next.toString());
            next = new BigInteger(shard.hashKeyRange().endingHashKey()).add(BigInteger.ONE);
            ends.add(next);
        }
        assertThat(ends).hasSize(3).last().isEqualTo(BigInteger.TWO.pow(128));
        assertThat(client.listTagsForStream(r -> r.streamName("events")).tags())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactly("quartet:stack=test");
        var page = client.describeStream(r -> r.streamName("events").limit(2)).streamDescription();
        assertThat(page.hasMoreShards()).isTrue();
        assertThat(page.shards()).hasSize(2);
        assertThat(client.describeStreamSummary(r -> r.streamARN(KinesisFixture.ARN + "events"))
                        .streamDescriptionSummary()
                        .openShardCount())
                .isEqualTo(3);
    }

    @Test
    void partitionKeys_shouldGoToTheShardOfTheirMd5() {
        stream("events", 4);
        var shards = client.listShards(r -> r.streamName("events")).shards();
        for (int i = 0; i < 40; i++) {
            var key = "customer-" + i;
            var placed = put("events", key, "x");
            var shard = shards.stream()
                    .filter(each -> each.shardId().equals(placed))
                    .findFirst()
                    .orElseThrow();
            assertThat(HashRange.hash(key))
                    .isBetween(
                            new BigInteger(shard.hashKeyRange().startingHashKey()),
                            new BigInteger(shard.hashKeyRange().endingHashKey()));
        }
        var explicit = client.putRecord(r -> r.streamName("events")
                .partitionKey("x")
                .explicitHashKey(
                        BigInteger.TWO.pow(128).subtract(BigInteger.ONE).toString())
                .data(SdkBytes.fromUtf8String("x")));
        assertThat(explicit.shardId()).isEqualTo("shardId-000000000003");
        assertThat(HashRange.hash("a")).isEqualTo(new BigInteger("0cc175b9c0f1b6a831c399e269772661", 16));
    }

    @Test
    void iterators_shouldBeginWhereTheySay() {
        stream("events", 1);
        var shard = "shardId-000000000000";
        var numbers = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            var text = "r" + i;
            numbers.add(client.putRecord(
                            r -> r.streamName("events").partitionKey("a").data(SdkBytes.fromUtf8String(text)))
                    .sequenceNumber());
            fixture.clock.advance(Duration.ofSeconds(10));
        }
        var began = fixture.clock.instant().minusSeconds(40);
        assertThat(texts(read("events", shard, ShardIteratorType.TRIM_HORIZON)))
                .containsExactly("r0", "r1", "r2", "r3");
        assertThat(texts(read("events", shard, ShardIteratorType.AT_SEQUENCE_NUMBER, numbers.get(2))))
                .containsExactly("r2", "r3");
        assertThat(texts(read("events", shard, ShardIteratorType.AFTER_SEQUENCE_NUMBER, numbers.get(2))))
                .containsExactly("r3");
        var at = client.getShardIterator(r -> r.streamName("events")
                .shardId(shard)
                .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                .timestamp(began.plusSeconds(10)));
        assertThat(texts(client.getRecords(r -> r.shardIterator(at.shardIterator()))))
                .containsExactly("r1", "r2", "r3");
        var latest = client.getShardIterator(
                r -> r.streamName("events").shardId(shard).shardIteratorType(ShardIteratorType.LATEST));
        put("events", "a", "r4");
        assertThat(texts(client.getRecords(r -> r.shardIterator(latest.shardIterator()))))
                .containsExactly("r4");
        fixture.clock.advance(Duration.ofMinutes(5).plusMillis(1));
        assertThatThrownBy(() -> client.getRecords(r -> r.shardIterator(latest.shardIterator())))
                .isInstanceOf(ExpiredIteratorException.class);
        assertThatThrownBy(() -> client.getRecords(r -> r.shardIterator("AAAA")))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> read("events", shard, ShardIteratorType.AT_SEQUENCE_NUMBER, "123"))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> read("events", "shardId-000000000009", ShardIteratorType.LATEST))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void limit_shouldPageAndTellHowFarBehind() {
        stream("events", 1);
        for (int i = 0; i < 3; i++) {
            put("events", "a", "r" + i);
            fixture.clock.advance(Duration.ofSeconds(1));
        }
        var iterator = iterator("events", "shardId-000000000000", ShardIteratorType.TRIM_HORIZON);
        var page = client.getRecords(r -> r.shardIterator(iterator).limit(2));
        assertThat(texts(page)).containsExactly("r0", "r1");
        assertThat(page.millisBehindLatest()).isEqualTo(2000);
        var rest = client.getRecords(r -> r.shardIterator(page.nextShardIterator()));
        assertThat(texts(rest)).containsExactly("r2");
        assertThat(rest.millisBehindLatest()).isZero();
        assertThat(fixture.sum("GetRecords.IteratorAgeMilliseconds", "events")).isEqualTo(2000);
    }

    @Test
    void records_shouldBeGoneAfterTheirRetention() {
        stream("events", 1);
        put("events", "a", "old");
        fixture.clock.advance(Duration.ofHours(23));
        put("events", "a", "new");
        fixture.clock.advance(Duration.ofHours(1).plusSeconds(1));
        assertThat(texts(read("events", "shardId-000000000000", ShardIteratorType.TRIM_HORIZON)))
                .containsExactly("new");
    }

    @Test
    void writes_shouldBeThrottledByShard() {
        stream("events", 2);
        var low = "0";
        var high = BigInteger.TWO.pow(127).toString();
        var entries = IntStream.range(0, 500).mapToObj(i -> entry(low, "x")).toList();
        assertThat(client.putRecords(r -> r.streamName("events").records(entries))
                        .failedRecordCount())
                .isZero();
        var more = new ArrayList<>(
                IntStream.range(0, 490).mapToObj(i -> entry(low, "x")).toList());
        assertThat(client.putRecords(r -> r.streamName("events").records(more)).failedRecordCount())
                .isZero();
        var mixed = new ArrayList<PutRecordsRequestEntry>();
        IntStream.range(0, 15).forEach(i -> mixed.add(entry(low, "x")));
        mixed.add(entry(high, "y"));
        var answer = client.putRecords(r -> r.streamName("events").records(mixed));
        assertThat(answer.failedRecordCount()).isEqualTo(5);
        assertThat(answer.records().get(14).errorCode()).isEqualTo("ProvisionedThroughputExceededException");
        assertThat(answer.records().get(14).errorMessage()).contains("shardId-000000000000", "events", "123456789012");
        assertThat(answer.records().get(15).shardId()).isEqualTo("shardId-000000000001");
        assertThatThrownBy(() -> client.putRecord(r -> r.streamName("events")
                        .partitionKey("k")
                        .explicitHashKey(low)
                        .data(SdkBytes.fromUtf8String("x"))))
                .isInstanceOf(ProvisionedThroughputExceededException.class);
        assertThat(fixture.sum("WriteProvisionedThroughputExceeded", "events")).isEqualTo(6);
        assertThat(fixture.sum("PutRecords.ThrottledRecords", "events")).isEqualTo(5);
        assertThat(fixture.sum("PutRecords.SuccessfulRecords", "events")).isEqualTo(1001);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(client.putRecords(r -> r.streamName("events").records(mixed)).failedRecordCount())
                .isZero();
    }

    @Test
    void megabyte_shouldBeASecondsWorthAndTheLargestRecord() {
        stream("events", 1);
        var large = SdkBytes.fromByteArray(new byte[1024 * 1024 - 1]);
        client.putRecord(r -> r.streamName("events").partitionKey("a").data(large));
        assertThatThrownBy(() -> put("events", "a", "x")).isInstanceOf(ProvisionedThroughputExceededException.class);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> client.putRecord(
                        r -> r.streamName("events").partitionKey("ab").data(large)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("1048576");
        assertThatThrownBy(() -> client.putRecords(r -> r.streamName("events")
                        .records(IntStream.range(0, 501)
                                .mapToObj(i -> entry("0", "x"))
                                .toList())))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void reads_shouldBeThrottledByShard() {
        stream("events", 1);
        var iterator = iterator("events", "shardId-000000000000", ShardIteratorType.TRIM_HORIZON);
        for (int i = 0; i < 5; i++) {
            client.getRecords(r -> r.shardIterator(iterator));
        }
        assertThatThrownBy(() -> client.getRecords(r -> r.shardIterator(iterator)))
                .isInstanceOf(ProvisionedThroughputExceededException.class);
        assertThat(fixture.sum("ReadProvisionedThroughputExceeded", "events")).isEqualTo(1);
        fixture.clock.advance(Duration.ofSeconds(1));
        client.getRecords(r -> r.shardIterator(iterator));
        assertThat(fixture.sum("GetRecords.Success", "events")).isEqualTo(6);
    }

    @Test
    void split_shouldHandItsKeysToChildrenThatAreReadAfterIt() {
        stream("events", 1);
        put("events", "a", "before");
        var middle = BigInteger.TWO.pow(127);
        client.splitShard(
                r -> r.streamName("events").shardToSplit("shardId-000000000000").newStartingHashKey(middle.toString()));
        put("events", "a", "after"); // 0cc1…: the lower half
        var shards = client.listShards(r -> r.streamName("events")).shards();
        assertThat(shards)
                .extracting(Shard::shardId)
                .containsExactly("shardId-000000000000", "shardId-000000000001", "shardId-000000000002");
        assertThat(shards.get(1).parentShardId()).isEqualTo("shardId-000000000000");
        assertThat(new BigInteger(shards.getFirst().sequenceNumberRange().endingSequenceNumber()))
                .isLessThan(new BigInteger(shards.get(1).sequenceNumberRange().startingSequenceNumber()));
        var parent = read("events", "shardId-000000000000", ShardIteratorType.TRIM_HORIZON);
        assertThat(texts(parent)).containsExactly("before");
        assertThat(parent.nextShardIterator()).isNull();
        assertThat(parent.childShards()).hasSize(2);
        assertThat(texts(read("events", "shardId-000000000001", ShardIteratorType.TRIM_HORIZON)))
                .containsExactly("after");
        client.mergeShards(r -> r.streamName("events")
                .shardToMerge("shardId-000000000001")
                .adjacentShardToMerge("shardId-000000000002"));
        var merged = client.listShards(r -> r.streamName("events")).shards().getLast();
        assertThat(merged.parentShardId()).isEqualTo("shardId-000000000001");
        assertThat(merged.adjacentParentShardId()).isEqualTo("shardId-000000000002");
        assertThat(merged.hashKeyRange().startingHashKey()).isEqualTo("0");
        assertThatThrownBy(() -> client.mergeShards(r -> r.streamName("events")
                        .shardToMerge("shardId-000000000001")
                        .adjacentShardToMerge("shardId-000000000002")))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void updateShardCount_shouldBringEvenShardsAndLoseNothing() {
        stream("events", 2);
        var texts = new TreeSet<String>();
        int[] targets = {3, 5, 3, 2};
        for (int target : targets) {
            for (int i = 0; i < 20; i++) {
                var text = target + "-" + i + "-" + texts.size();
                texts.add(text);
                put("events", text, text);
            }
            fixture.clock.advance(Duration.ofSeconds(2));
            client.updateShardCount(
                    r -> r.streamName("events").targetShardCount(target).scalingType("UNIFORM_SCALING"));
            var open = client.listShards(r -> r.streamName("events").shardFilter(f -> f.type("AT_LATEST")))
                    .shards();
            assertThat(open.stream().map(s -> new BigInteger(s.hashKeyRange().startingHashKey())))
                    .containsExactlyInAnyOrderElementsOf(HashRange.even(target).stream()
                            .map(HashRange::start)
                            .toList());
        }
        var read = new TreeSet<String>();
        for (var shard : client.listShards(r -> r.streamName("events")).shards()) {
            read.addAll(texts(read("events", shard.shardId(), ShardIteratorType.TRIM_HORIZON)));
        }
        assertThat(read).isEqualTo(texts);
        assertThatThrownBy(() -> client.updateShardCount(
                        r -> r.streamName("events").targetShardCount(5).scalingType("UNIFORM_SCALING")))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void onDemandStream_shouldBeginWithFourShards() {
        var outputs = fixture.iam
                .register(
                        "aws:kinesis/stream:Stream",
                        "events",
                        Map.of("name", "events", "streamModeDetails", Map.of("streamMode", "ON_DEMAND")))
                .outputs();
        assertThat(outputs).doesNotContainKey("shardCount").containsEntry("retentionPeriod", 24.0);
        var summary = client.describeStreamSummary(r -> r.streamName("events")).streamDescriptionSummary();
        assertThat(summary.streamModeDetails().streamMode()).isEqualTo(StreamMode.ON_DEMAND);
        assertThat(summary.openShardCount()).isEqualTo(4);
    }

    @Test
    void streams_shouldBeRefusedAsKinesisRefusesThem() {
        refused(Map.of("name", "a b", "shardCount", 1.0), "streamName");
        refused(Map.of("name", "events"), "ShardCount must be specified");
        refused(
                Map.of("name", "e", "shardCount", 1.0, "streamModeDetails", Map.of("streamMode", "ON_DEMAND")),
                "shardCount");
        refused(Map.of("name", "e", "shardCount", 1.0, "retentionPeriod", 12.0), "24 hours");
        refused(
                Map.of("name", "e", "shardCount", 1.0, "encryptionType", "KMS", "kmsKeyId", "arn:aws:kms:x:1:key/y"),
                "policies of keys");
        refused(Map.of("name", "e", "shardCount", 1.0, "shardLevelMetrics", List.of("IncomingBytes")), "metrics");
        stream("events", 1);
        assertThatThrownBy(() -> client.createStream(r -> r.streamName("events").shardCount(1)))
                .isInstanceOf(ResourceInUseException.class);
        assertThat(client.listStreams().streamNames()).containsExactly("events");
        client.deleteStream(r -> r.streamName("events"));
        assertThatThrownBy(() -> put("events", "a", "x")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void iteratorOfADeletedStream_shouldNotReadItsSuccessor() {
        stream("events", 1);
        var iterator = iterator("events", "shardId-000000000000", ShardIteratorType.TRIM_HORIZON);
        client.deleteStream(r -> r.streamName("events"));
        client.createStream(r -> r.streamName("events").shardCount(1));
        assertThatThrownBy(() -> client.getRecords(r -> r.shardIterator(iterator)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void iam_shouldBeAskedWithTheStreamsArn() {
        stream("events", 1);
        stream("other", 1);
        try (var writer = fixture.client("writer", "kinesis:PutRecord", KinesisFixture.ARN + "events")) {
            writer.putRecord(r -> r.streamName("events").partitionKey("a").data(SdkBytes.fromUtf8String("x")));
            assertThatThrownBy(() -> writer.putRecord(
                            r -> r.streamName("other").partitionKey("a").data(SdkBytes.fromUtf8String("x"))))
                    .isInstanceOf(KinesisException.class)
                    .hasMessageContaining("kinesis:PutRecord")
                    .hasMessageContaining(KinesisFixture.ARN + "other");
            var iterator = iterator("events", "shardId-000000000000", ShardIteratorType.TRIM_HORIZON);
            assertThatThrownBy(() -> writer.getRecords(r -> r.shardIterator(iterator)))
                    .hasMessageContaining("kinesis:GetRecords");
        }
    }

    @Test
    void jsonClients_shouldBeServedToo() {
        // As the command line and all SDKs but Java's speak.
        System.setProperty(SdkSystemSetting.CBOR_ENABLED.property(), "false");
        try (var json = fixture.client()) {
            json.createStream(r -> r.streamName("events").shardCount(1));
            json.putRecord(
                    r -> r.streamName("events").partitionKey("a").data(SdkBytes.fromByteArray(new byte[] {0, -1, 7})));
            var iterator = json.getShardIterator(r -> r.streamName("events")
                    .shardId("shardId-000000000000")
                    .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                    .timestamp(fixture.clock.instant().minusSeconds(1)));
            var record = json.getRecords(r -> r.shardIterator(iterator.shardIterator()))
                    .records()
                    .getFirst();
            assertThat(record.data().asByteArray()).containsExactly(0, -1, 7);
            assertThat(record.approximateArrivalTimestamp().toEpochMilli())
                    .isEqualTo(fixture.clock.instant().toEpochMilli());
            assertThatThrownBy(() -> json.describeStream(r -> r.streamName("none")))
                    .isInstanceOf(ResourceNotFoundException.class)
                    .hasMessageContaining("Stream none under account 123456789012 not found");
        } finally {
            System.clearProperty(SdkSystemSetting.CBOR_ENABLED.property());
        }
    }

    @Test
    void wrongSignature_shouldBeToldInCbor() {
        try (var stranger = fixture.stranger()) {
            assertThatThrownBy(() -> stranger.listStreams())
                    .isInstanceOf(KinesisException.class)
                    .hasMessageContaining("security token");
        }
    }

    private void refused(Map<String, Object> inputs, String message) {
        assertThatThrownBy(() -> fixture.iam.register("aws:kinesis/stream:Stream", "events", inputs))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining(message);
    }

    private void stream(String name, int shards) {
        client.createStream(r -> r.streamName(name).shardCount(shards));
    }

    private String put(String stream, String key, String text) {
        return client.putRecord(r -> r.streamName(stream).partitionKey(key).data(SdkBytes.fromUtf8String(text)))
                .shardId();
    }

    private String iterator(String stream, String shard, ShardIteratorType type) {
        return client.getShardIterator(r -> r.streamName(stream).shardId(shard).shardIteratorType(type))
                .shardIterator();
    }

    private GetRecordsResponse read(String stream, String shard, ShardIteratorType type) {
        var iterator = iterator(stream, shard, type);
        return client.getRecords(r -> r.shardIterator(iterator));
    }

    private GetRecordsResponse read(String stream, String shard, ShardIteratorType type, String number) {
        var iterator = client.getShardIterator(
                r -> r.streamName(stream).shardId(shard).shardIteratorType(type).startingSequenceNumber(number));
        return client.getRecords(r -> r.shardIterator(iterator.shardIterator()));
    }

    private static PutRecordsRequestEntry entry(String hashKey, String text) {
        return PutRecordsRequestEntry.builder()
                .partitionKey("k")
                .explicitHashKey(hashKey)
                .data(SdkBytes.fromUtf8String(text))
                .build();
    }

    private static List<String> texts(GetRecordsResponse response) {
        return response.records().stream()
                .map(record -> record.data().asUtf8String())
                .toList();
    }
}

package dev.quartet.local.dynamodb;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.ProvisionException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class DynamoDbServiceTest {
    private static final String NAMESPACE = "AWS/DynamoDB";

    @TempDir
    static Path folder;

    private static DynamoDbFixture cloud;
    private static DynamoDbClient client;

    @BeforeAll
    static void start() throws IOException {
        cloud = new DynamoDbFixture(folder, Clock.systemUTC(), Optional.empty());
        client = cloud.client();
    }

    @AfterAll
    static void stop() {
        client.close();
        cloud.close();
    }

    @Test
    void provision_shouldAnswerOutputsUnderOurAccount() {
        var table = cloud.table("outputs");

        assertThat(table.running()).isTrue();
        assertThat(table.id()).isEqualTo("outputs");
        assertThat(table.outputs()).containsEntry("arn", "arn:aws:dynamodb:ap-northeast-1:123456789012:table/outputs");
        assertThat((String) table.outputs().get("streamArn"))
                .startsWith("arn:aws:dynamodb:ap-northeast-1:123456789012:table/outputs/stream/")
                .endsWith((String) table.outputs().get("streamLabel"));
        var description = client.describeTable(r -> r.tableName("outputs")).table();
        assertThat(description.tableArn()).isEqualTo(table.outputs().get("arn"));
        assertThat(description.latestStreamArn()).isEqualTo(table.outputs().get("streamArn"));
        assertThat(description.globalSecondaryIndexes().getFirst().indexArn())
                .isEqualTo("arn:aws:dynamodb:ap-northeast-1:123456789012:table/outputs/index/byOwner");
    }

    @Test
    void provision_shouldRefuseReplicaWithoutStream() {
        assertThatThrownBy(() -> cloud.provision(
                        "aws:dynamodb/table:Table",
                        "global",
                        Map.of(
                                "hashKey",
                                "pk",
                                "attributes",
                                List.of(Map.of("name", "pk", "type", "S")),
                                "billingMode",
                                "PAY_PER_REQUEST",
                                "replicas",
                                List.of(Map.of("regionName", "eu-west-1")))))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("global")
                .hasMessageContaining("streamEnabled");
    }

    @Test
    void consumedCapacity_shouldEqualMetrics_tableWithoutItsIndexes() {
        cloud.table("metered");
        double written = 0;
        double writtenToIndex = 0;
        for (int i = 0; i < 5; i++) {
            var item = Map.of("pk", s("u" + i), "sk", s("a"), "owner", s("me"), "text", s("x".repeat(1500)));
            var answer = client.putItem(
                    r -> r.tableName("metered").item(item).returnConsumedCapacity(ReturnConsumedCapacity.INDEXES));
            written += answer.consumedCapacity().table().capacityUnits();
            writtenToIndex += answer.consumedCapacity()
                    .globalSecondaryIndexes()
                    .get("byOwner")
                    .capacityUnits();
        }
        double read = client.getItem(r -> r.tableName("metered")
                        .key(Map.of("pk", s("u1"), "sk", s("a")))
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                .consumedCapacity()
                .capacityUnits();
        var query = client.query(r -> r.tableName("metered")
                .indexName("byOwner")
                .keyConditionExpression("#o = :me")
                .expressionAttributeNames(Map.of("#o", "owner"))
                .expressionAttributeValues(Map.of(":me", s("me")))
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));

        var ofTable = Map.of("TableName", "metered");
        var ofIndex = Map.of("TableName", "metered", "GlobalSecondaryIndexName", "byOwner");
        assertThat(written).isEqualTo(10);
        assertThat(cloud.metrics.sum(NAMESPACE, "ConsumedWriteCapacityUnits", ofTable))
                .isEqualTo(written);
        assertThat(cloud.metrics.sum(NAMESPACE, "ConsumedWriteCapacityUnits", ofIndex))
                .isEqualTo(writtenToIndex);
        assertThat(cloud.metrics.sum(NAMESPACE, "ConsumedReadCapacityUnits", ofTable))
                .isEqualTo(read)
                .isEqualTo(0.5);
        assertThat(cloud.metrics.sum(NAMESPACE, "ConsumedReadCapacityUnits", ofIndex))
                .isEqualTo(query.consumedCapacity().capacityUnits());
        assertThat(cloud.metrics.sum(
                        NAMESPACE, "ReturnedItemCount", Map.of("TableName", "metered", "Operation", "Query")))
                .isEqualTo(5);
        assertThat(cloud.metrics.sum(
                        NAMESPACE, "SuccessfulRequestLatency", Map.of("TableName", "metered", "Operation", "PutItem")))
                .isPositive();
    }

    @Test
    void consumedCapacity_shouldBeInTheAnswerOnlyAsAsked() {
        cloud.table("asked");
        var item = Map.of("pk", s("u"), "sk", s("a"), "owner", s("me"));

        assertThat(client.putItem(r -> r.tableName("asked").item(item)).consumedCapacity())
                .isNull();
        var total = client.putItem(
                        r -> r.tableName("asked").item(item).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                .consumedCapacity();
        assertThat(total.capacityUnits()).isEqualTo(1); // the index does not change
        assertThat(total.table()).isNull();
        assertThat(client.batchGetItem(r -> r.requestItems(Map.of(
                                "asked",
                                software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes.builder()
                                        .keys(Map.of("pk", s("u"), "sk", s("a")))
                                        .build())))
                        .hasConsumedCapacity())
                .isFalse();
        assertThatThrownBy(() ->
                        client.putItem(r -> r.tableName("asked").item(item).returnConsumedCapacity("ALL")))
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining("ALL");
    }

    @Test
    void permissions_shouldNameActionAndResourceOfEveryPart() {
        cloud.table("asks");
        cloud.authorizer.takeAsked();
        var key = Map.of("pk", s("u"), "sk", s("a"));
        var arn = "arn:aws:dynamodb:ap-northeast-1:123456789012:table/asks";

        client.query(r -> r.tableName(arn)
                .indexName("byOwner")
                .keyConditionExpression("#o = :me")
                .expressionAttributeNames(Map.of("#o", "owner"))
                .expressionAttributeValues(Map.of(":me", s("me"))));
        client.transactGetItems(
                r -> r.transactItems(i -> i.get(g -> g.tableName("asks").key(key))));
        client.transactWriteItems(r -> r.transactItems(
                w -> w.put(p -> p.tableName("asks").item(key)),
                w -> w.conditionCheck(c -> c.tableName("asks")
                        .key(Map.of("pk", s("other"), "sk", s("a")))
                        .conditionExpression("attribute_not_exists(pk)"))));
        client.batchWriteItem(r -> r.requestItems(Map.of(
                "asks",
                List.of(WriteRequest.builder().deleteRequest(d -> d.key(key)).build()))));

        assertThat(cloud.authorizer.takeAsked())
                .containsExactly(
                        "dynamodb:Query " + arn + "/index/byOwner",
                        "dynamodb:GetItem " + arn,
                        "dynamodb:PutItem " + arn,
                        "dynamodb:ConditionCheckItem " + arn,
                        "dynamodb:BatchWriteItem " + arn);
    }

    @Test
    void refusedCaller_shouldSeeAccessDeniedAndChangeNothing() {
        cloud.table("closed");
        cloud.authorizer.deny("dynamodb:PutItem");
        try {
            assertThatThrownBy(
                            () -> client.putItem(r -> r.tableName("closed").item(Map.of("pk", s("u"), "sk", s("a")))))
                    .isInstanceOfSatisfying(DynamoDbException.class, e -> {
                        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
                        assertThat(e.getMessage()).contains("dynamodb:PutItem").contains("table/closed");
                    });
        } finally {
            cloud.authorizer.allowAll();
        }
        assertThat(client.scan(r -> r.tableName("closed")).count()).isZero();
    }

    @Test
    void errors_shouldArriveAsDynamoDbWroteThem() {
        cloud.table("errors");
        var key = Map.of("pk", s("u"), "sk", s("a"));

        assertThatThrownBy(() -> client.putItem(
                        r -> r.tableName("errors").item(key).conditionExpression("attribute_exists(pk)")))
                .isInstanceOf(ConditionalCheckFailedException.class);
        assertThatThrownBy(() -> client.transactWriteItems(r -> r.transactItems(w -> w.conditionCheck(
                        c -> c.tableName("errors").key(key).conditionExpression("attribute_exists(pk)")))))
                .isInstanceOfSatisfying(TransactionCanceledException.class, e -> assertThat(
                                e.cancellationReasons().getFirst().code())
                        .isEqualTo("ConditionalCheckFailed"));
        assertThatThrownBy(() -> client.getItem(r -> r.tableName("absent").key(key)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(cloud.metrics.sum(NAMESPACE, "ConditionalCheckFailedRequests", Map.of("TableName", "errors")))
                .isEqualTo(1);
    }

    @Test
    void limits_shouldBeThoseOfDynamoDb() {
        cloud.table("limits");
        var tooLarge = Map.of("pk", s("u"), "sk", s("a"), "text", s("x".repeat(400 * 1024)));
        var tooMany = IntStream.range(0, 26)
                .mapToObj(i -> WriteRequest.builder()
                        .putRequest(p -> p.item(Map.of("pk", s("u"), "sk", s("" + i))))
                        .build())
                .toList();
        var tooManyKeys = IntStream.range(0, 101)
                .mapToObj(i -> Map.of("pk", s("u"), "sk", s("" + i)))
                .toList();

        assertThatThrownBy(() -> client.putItem(r -> r.tableName("limits").item(tooLarge)))
                .hasMessageContaining("Item size");
        assertThatThrownBy(() -> client.batchWriteItem(r -> r.requestItems(Map.of("limits", tooMany))))
                .hasMessageContaining("Too many items");
        assertThatThrownBy(() -> client.batchGetItem(r -> r.requestItems(Map.of(
                        "limits",
                        software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes.builder()
                                .keys(tooManyKeys)
                                .build()))))
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining("Too many items");
    }

    @Test
    void extras_shouldBeAnsweredThoughDynamoDbLocalLacksThem() {
        var arn = (String) cloud.table("extras").outputs().get("arn");

        client.tagResource(r -> r.resourceArn(arn).tags(t -> t.key("a").value("b")));
        client.untagResource(r -> r.resourceArn(arn).tagKeys("quartet:stack"));
        assertThat(client.listTagsOfResource(r -> r.resourceArn(arn)).tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.key() + tag.value()).isEqualTo("ab"));
        assertThat(client.describeContinuousBackups(r -> r.tableName("extras"))
                        .continuousBackupsDescription()
                        .pointInTimeRecoveryDescription()
                        .pointInTimeRecoveryStatusAsString())
                .isEqualTo("ENABLED");
        assertThat(client.describeTimeToLive(r -> r.tableName("extras"))
                        .timeToLiveDescription()
                        .attributeName())
                .isEqualTo("expires");
        assertThatThrownBy(() -> client.listTagsOfResource(r -> r.resourceArn(arn + "no")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void expiredItem_shouldBeDeletedByTheServiceAsTheStreamSays() {
        // Without a global index: DynamoDB Local's own deletion gives up on tables that have one.
        var table = cloud.provision(
                "aws:dynamodb/table:Table",
                "expiring",
                Map.of(
                        "billingMode",
                        "PAY_PER_REQUEST",
                        "hashKey",
                        "pk",
                        "attributes",
                        List.of(Map.of("name", "pk", "type", "S")),
                        "streamEnabled",
                        true,
                        "streamViewType",
                        "NEW_AND_OLD_IMAGES",
                        "ttl",
                        Map.of("attributeName", "expires", "enabled", true)));
        var stream = (String) table.outputs().get("streamArn");
        var past = Long.toString(Instant.now().minusSeconds(60).getEpochSecond());
        client.putItem(r -> r.tableName("expiring").item(Map.of("pk", s("u"), "expires", AttributeValue.fromN(past))));

        try (var streams = cloud.streamsClient()) {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                var shard = streams.describeStream(r -> r.streamArn(stream))
                        .streamDescription()
                        .shards()
                        .getFirst();
                var iterator = streams.getShardIterator(r -> r.streamArn(stream)
                                .shardId(shard.shardId())
                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .shardIterator();
                assertThat(iterator).startsWith(stream);
                assertThat(streams.getRecords(r -> r.shardIterator(iterator)).records())
                        .allSatisfy(each -> assertThat(each.awsRegion()).isEqualTo(DynamoDbFixture.REGION))
                        .last()
                        .satisfies(last -> {
                            assertThat(last.eventNameAsString()).isEqualTo("REMOVE");
                            assertThat(last.userIdentity().principalId()).isEqualTo("dynamodb.amazonaws.com");
                        });
            });
        }
        assertThat(cloud.authorizer.asked()).anySatisfy(asked -> assertThat(asked.action() + " " + asked.resource())
                .isEqualTo("dynamodb:GetRecords " + stream));
    }

    @Test
    void regions_shouldBeApart() {
        cloud.table("here");
        var inOtherRegion = cloud.service.provision(
                "us-east-1",
                "ListTables",
                tools.jackson.databind.json.JsonMapper.shared().createObjectNode());

        assertThat(client.listTables().tableNames()).contains("here");
        assertThat(inOtherRegion.body().path("TableNames").isEmpty()).isTrue();
        assertThat(client.describeTable(r -> r.tableName("here")).table().attributeDefinitions())
                .extracting(a -> a.attributeType())
                .containsOnly(ScalarAttributeType.S);
    }

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }
}

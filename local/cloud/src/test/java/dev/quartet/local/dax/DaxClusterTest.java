package dev.quartet.local.dax;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CredentialIssuer;
import dev.quartet.local.core.Credentials;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.dynamodb.DynamoDbFixture;
import dev.quartet.local.http.FrontDoors;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

class DaxClusterTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/dax";
    private static final Placement IN_VPC = new Placement("list-todos", List.of("subnet-a"), List.of("sg-function"));

    @TempDir
    static Path folder;

    private static DynamoDbFixture cloud;
    private static FrontDoors doors;
    private static DaxClusters clusters;
    private static volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private static volatile Caller caller;
    private static volatile Optional<String> blocked = Optional.empty();
    private static volatile boolean trusted = true;
    private static final List<String> saidBlocked = new CopyOnWriteArrayList<>();
    private static int number;

    private String table = "";
    private String cluster = "";
    private DynamoDbClient dax;

    @BeforeAll
    static void start() throws IOException {
        var clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        cloud = new DynamoDbFixture(folder, clock, Optional.empty());
        doors = new FrontDoors(4750);
        clusters = new DaxClusters(
                cloud.context,
                cloud.authorizer,
                cloud.service,
                cloud.metrics,
                new Reachability() {
                    @Override
                    public Optional<String> blockedToService(Placement from, String service) {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<String> blockedToPort(Placement from, Placement to, int port) {
                        return blocked.map(why -> why + " " + port + " " + to.securityGroupIds());
                    }
                },
                (from, why) -> saidBlocked.add(from.owner() + ": " + why),
                exchange -> new AwsRequest(exchange, caller, "dynamodb", DynamoDbFixture.REGION, "r", Optional.empty()),
                doors,
                Duration.ofMillis(50));
        CredentialIssuer issuer = (who, action, role, session, trust, context, placement, lifetime) -> {
            if (!trusted || !who.service().equals(Optional.of("dax.amazonaws.com"))) {
                throw new AwsException("AccessDenied", 403, "not trusted");
            }
            return new Credentials("a", "b", "c", Instant.MAX);
        };
        new DaxResources(cloud.context, clusters, issuer).install(cloud.catalog);
        cloud.provision(
                "aws:dax/parameterGroup:ParameterGroup",
                "ttls",
                Map.of(
                        "name",
                        "ttls",
                        "parameters",
                        List.of(
                                Map.of("name", "record-ttl-millis", "value", "300000"),
                                Map.of("name", "query-ttl-millis", "value", "10000"))));
        cloud.provision(
                "aws:dax/subnetGroup:SubnetGroup",
                "private",
                Map.of("name", "private", "subnetIds", List.of("subnet-a")));
    }

    @AfterAll
    static void stop() {
        clusters.close();
        doors.close();
        cloud.close();
    }

    @BeforeEach
    void fresh(TestInfo test) {
        number++;
        table = "table" + number;
        cluster = "dax" + number;
        caller = new Caller(
                Caller.Kind.ROLE,
                "arn:aws:sts::123456789012:assumed-role/function/f",
                Optional.of("arn:aws:iam::123456789012:role/function"),
                Optional.empty(),
                Map.of(),
                Optional.of(IN_VPC));
        blocked = Optional.empty();
        trusted = true;
        saidBlocked.clear();
        cloud.authorizer.allowAll();
        cloud.table(table);
        var outputs = provision(Map.of()).outputs();
        dax = client(clusters.endpoint("daxs://" + outputs.get("configurationEndpoint"))
                .orElseThrow());
    }

    @Test
    void outputs_shouldBeThoseOfAws() {
        var outputs = provision(Map.of("clusterName", "shaped")).outputs();

        assertThat(outputs)
                .containsEntry("arn", "arn:aws:dax:ap-northeast-1:123456789012:cache/shaped")
                .containsEntry("port", 9111.0)
                .containsEntry("configurationEndpoint", outputs.get("clusterAddress") + ":9111");
        assertThat((List<?>) outputs.get("nodes")).hasSize(3);
    }

    @Test
    void getItem_shouldMissOnceThenHit_andCountIt() {
        put("a", "first");

        assertThat(text(get("a"))).isEqualTo("first");
        assertThat(text(get("a"))).isEqualTo("first");

        assertThat(count("ItemCacheMisses")).isEqualTo(1);
        assertThat(count("ItemCacheHits")).isEqualTo(1);
        assertThat(count("TotalRequestCount")).isEqualTo(2);
        assertThat(readUnits()).isEqualTo(0.5);
        var ofNodes = List.of("a", "b", "c").stream()
                .mapToDouble(node -> cloud.metrics.sum(
                        "AWS/DAX", "TotalRequestCount", Map.of("ClusterId", cluster, "NodeId", cluster + "-" + node)))
                .sum();
        assertThat(ofNodes).isEqualTo(2);
    }

    @Test
    void getItem_shouldExpireAfterItemTtl() {
        put("a", "first");
        get("a");
        put("a", "second"); // behind the cluster's back

        now = now.plus(Duration.ofMinutes(5).minusMillis(1));
        assertThat(text(get("a"))).isEqualTo("first");
        now = now.plusMillis(1);
        assertThat(text(get("a"))).isEqualTo("second");
    }

    @Test
    void absentItem_shouldBeRemembered() {
        assertThat(get("a").hasItem()).isFalse();
        put("a", "late");

        assertThat(get("a").hasItem()).isFalse();
        assertThat(count("ItemCacheHits")).isEqualTo(1);
    }

    @Test
    void strongRead_shouldPassByAndLeaveNothing() {
        put("a", "first");
        get("a");
        put("a", "second");

        var strong = dax.getItem(r -> r.tableName(table).key(key("a")).consistentRead(true));

        assertThat(text(strong)).isEqualTo("second");
        assertThat(text(get("a"))).isEqualTo("first");
        assertThat(count("ItemCacheHits") + count("ItemCacheMisses")).isEqualTo(2);
    }

    @Test
    void projection_shouldNotSpoilTheItem() {
        cloud.client().putItem(r -> r.tableName(table)
                .item(Map.of(
                        "pk",
                        s("u"),
                        "sk",
                        s("a"),
                        "text",
                        s("t"),
                        "deep",
                        AttributeValue.fromM(Map.of(
                                "list", AttributeValue.fromL(List.of(s("0"), s("1"), s("2"))), "other", s("o"))))));
        for (int i = 0; i < 2; i++) { // a miss, then a hit
            var part = dax.getItem(r -> r.tableName(table)
                    .key(key("a"))
                    .projectionExpression("#t, deep.list[2], deep.list[0], absent")
                    .expressionAttributeNames(Map.of("#t", "text")));
            assertThat(part.item())
                    .isEqualTo(Map.of(
                            "text",
                            s("t"),
                            "deep",
                            AttributeValue.fromM(Map.of("list", AttributeValue.fromL(List.of(s("0"), s("2")))))));
        }
        assertThat(get("a").item()).containsKeys("pk", "sk", "text", "deep");
        assertThat(count("ItemCacheHits")).isEqualTo(2);
        assertThatThrownBy(
                        () -> dax.getItem(r -> r.tableName(table).key(key("a")).projectionExpression("#no")))
                .hasMessageContaining("#no");
    }

    @Test
    void writes_shouldGoThroughToTheItemCache() {
        dax.putItem(r -> r.tableName(table).item(item("a", "put")));
        assertThat(text(get("a"))).isEqualTo("put");

        var updated = dax.updateItem(r -> r.tableName(table)
                .key(key("a"))
                .updateExpression("SET #t = :t")
                .expressionAttributeNames(Map.of("#t", "text"))
                .expressionAttributeValues(Map.of(":t", s("updated"))));
        assertThat(updated.hasAttributes()).isFalse();
        assertThat(text(get("a"))).isEqualTo("updated");
        assertThat(count("ItemCacheMisses")).isZero();

        var old = dax.updateItem(r -> r.tableName(table)
                .key(key("a"))
                .updateExpression("SET #t = :t")
                .expressionAttributeNames(Map.of("#t", "text"))
                .expressionAttributeValues(Map.of(":t", s("again")))
                .returnValues(ReturnValue.UPDATED_OLD));
        assertThat(old.attributes()).isEqualTo(Map.of("text", s("updated")));
        assertThat(text(get("a"))).isEqualTo("again");

        dax.deleteItem(r -> r.tableName(table).key(key("a")));
        assertThat(get("a").hasItem()).isFalse();
        assertThatThrownBy(() -> dax.putItem(
                        r -> r.tableName(table).item(item("a", "no")).conditionExpression("attribute_exists(pk)")))
                .isInstanceOf(DynamoDbException.class);
        assertThat(get("a").hasItem()).isFalse();
        assertThat(count("ErrorRequestCount")).isEqualTo(1);
    }

    @Test
    void query_shouldBeCachedByItsRequestAndNotBeInvalidatedByWrites() {
        put("a", "1");
        assertThat(queryCount("u")).isEqualTo(1);
        dax.putItem(r -> r.tableName(table).item(item("b", "2")));

        assertThat(queryCount("u")).isEqualTo(1);
        assertThat(queryCount("someone else")).isZero();
        now = now.plusSeconds(10);
        assertThat(queryCount("u")).isEqualTo(2);
        assertThat(count("QueryCacheHits")).isEqualTo(1);
        assertThat(count("QueryCacheMisses")).isEqualTo(3);
        assertThat(dax.scan(r -> r.tableName(table)).count()).isEqualTo(2);
        assertThat(dax.scan(r -> r.tableName(table)).count()).isEqualTo(2);
        assertThat(count("ScanCacheHits")).isEqualTo(1);
    }

    @Test
    void batch_shouldFetchOnlyWhatIsMissing() {
        put("a", "1");
        put("b", "2");
        get("a");
        double before = readUnits();
        var keys = KeysAndAttributes.builder()
                .keys(key("a"), key("b"), key("none"))
                .build();

        for (int i = 0; i < 2; i++) {
            var items = dax.batchGetItem(r -> r.requestItems(Map.of(table, keys)))
                    .responses()
                    .get(table);
            assertThat(items).extracting(found -> found.get("text").s()).containsExactlyInAnyOrder("1", "2");
        }
        assertThat(count("ItemCacheMisses")).isEqualTo(3);
        assertThat(count("ItemCacheHits")).isEqualTo(4);
        assertThat(readUnits() - before).isBetween(0.5, 1.0);
    }

    @Test
    void transaction_shouldBeReadBackInTheBackground() {
        dax.transactWriteItems(
                r -> r.transactItems(w -> w.put(p -> p.tableName(table).item(item("a", "sure")))));
        await().until(() -> readUnits() == 2);
        await().untilAsserted(() -> {
            double misses = count("ItemCacheMisses");
            assertThat(text(get("a"))).isEqualTo("sure");
            assertThat(count("ItemCacheMisses")).isEqualTo(misses);
        });
        put("a", "changed");
        assertThat(dax.transactGetItems(r -> r.transactItems(
                                t -> t.get(g -> g.tableName(table).key(key("a")))))
                        .responses()
                        .getFirst()
                        .item()
                        .get("text")
                        .s())
                .isEqualTo("changed");
        assertThat(text(get("a"))).isEqualTo("sure");
    }

    @Test
    void capacity_shouldBeZeroOnHits() {
        put("a", "1");
        var miss =
                dax.getItem(r -> r.tableName(table).key(key("a")).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
        var hit =
                dax.getItem(r -> r.tableName(table).key(key("a")).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));

        assertThat(miss.consumedCapacity().capacityUnits()).isEqualTo(0.5);
        assertThat(hit.consumedCapacity().capacityUnits()).isZero();
    }

    @Test
    void caller_shouldNeedDaxActions_andTheClusterTheTables() {
        put("a", "1");
        get("a");
        cloud.authorizer.takeAsked();
        cloud.authorizer.deny("dax:GetItem");
        assertThatThrownBy(() -> get("a"))
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining("dax:GetItem")
                .hasMessageContaining("cache/" + cluster);
        cloud.authorizer.allowAll();
        cloud.authorizer.deny("dynamodb:GetItem");
        assertThat(text(get("a"))).isEqualTo("1"); // a hit asks nobody
        assertThatThrownBy(() -> get("b"))
                .hasMessageContaining("dynamodb:GetItem")
                .hasMessageContaining("dax-" + cluster);
        assertThat(cloud.authorizer.takeAsked().getFirst())
                .isEqualTo("dax:GetItem arn:aws:dax:ap-northeast-1:123456789012:cache/" + cluster);
    }

    @Test
    void closedPort_shouldGiveNoAnswerAndSayWhy() {
        blocked = Optional.of("no rule of sg-dax admits port");

        assertThatThrownBy(() -> get("a")).isInstanceOf(SdkClientException.class);
        assertThat(saidBlocked).containsExactly("list-todos: no rule of sg-dax admits port 9111 [sg-dax]");
        blocked = Optional.empty();
        caller = new Caller(
                Caller.Kind.ROLE, "outside", Optional.of(ROLE), Optional.empty(), Map.of(), Optional.empty());
        assertThatThrownBy(() -> get("a")).isInstanceOf(SdkClientException.class);
    }

    @Test
    void stoppedCluster_shouldBreakConnectionsAndComeBackEmpty() {
        put("a", "1");
        get("a");

        assertThat(clusters.stop(cluster)).isTrue();
        assertThatThrownBy(() -> get("a")).isInstanceOf(SdkClientException.class);
        assertThat(clusters.start(cluster)).isTrue();
        assertThat(text(get("a"))).isEqualTo("1");
        assertThat(count("ItemCacheMisses")).isEqualTo(2);
        assertThat(clusters.stop("absent")).isFalse();
    }

    @Test
    void tableOperations_shouldBeRefused() {
        assertThatThrownBy(() -> dax.listTables())
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining("ListTables");
    }

    @Test
    void creation_shouldRefuseWhatAwsRefuses() {
        assertThatThrownBy(() -> provision(Map.of("clusterName", "two", "replicationFactor", 2.0)))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("replicationFactor 2")
                .hasMessageContaining("1 node, or 3 to 10");
        assertThatThrownBy(() -> provision(Map.of("clusterName", "no--good")))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("no--good");
        assertThatThrownBy(() -> provision(Map.of("clusterName", "x", "subnetGroupName", "absent")))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("absent");
        trusted = false;
        assertThatThrownBy(() -> provision(Map.of("clusterName", "x")))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("No permission to assume role: " + ROLE);
        assertThatThrownBy(() -> cloud.provision(
                        "aws:dax/parameterGroup:ParameterGroup",
                        "wrong",
                        Map.of("parameters", List.of(Map.of("name", "ttl", "value", "soon")))))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("ttl=soon");
    }

    private Provisioned provision(Map<String, Object> changes) {
        var inputs = new LinkedHashMap<String, Object>(Map.of(
                "clusterName",
                cluster,
                "nodeType",
                "dax.t3.small",
                "replicationFactor",
                3.0,
                "iamRoleArn",
                ROLE,
                "subnetGroupName",
                "private",
                "parameterGroupName",
                "ttls",
                "securityGroupIds",
                List.of("sg-dax"),
                "clusterEndpointEncryptionType",
                "TLS"));
        inputs.putAll(changes);
        return cloud.provision("aws:dax/cluster:Cluster", "cluster", inputs);
    }

    private static DynamoDbClient client(String endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.of(DynamoDbFixture.REGION))
                .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTEST", "secret")))
                .build();
    }

    /** Writes past the cluster. */
    private void put(String sk, String text) {
        try (var client = cloud.client()) {
            client.putItem(r -> r.tableName(table).item(item(sk, text)));
        }
    }

    private GetItemResponse get(String sk) {
        return dax.getItem(r -> r.tableName(table).key(key(sk)));
    }

    private int queryCount(String pk) {
        return dax.query(r -> r.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", s(pk))))
                .count();
    }

    private double count(String metric) {
        return cloud.metrics.sum("AWS/DAX", metric, Map.of("ClusterId", cluster));
    }

    private double readUnits() {
        return cloud.metrics.sum("AWS/DynamoDB", "ConsumedReadCapacityUnits", Map.of("TableName", table));
    }

    private static String text(GetItemResponse response) {
        return response.item().get("text").s();
    }

    private static Map<String, AttributeValue> item(String sk, String text) {
        return Map.of("pk", s("u"), "sk", s(sk), "text", s(text));
    }

    private static Map<String, AttributeValue> key(String sk) {
        return Map.of("pk", s("u"), "sk", s(sk));
    }

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }
}

package dev.quartet.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.exports.BilledExports;
import dev.quartet.exports.ExportsJson;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.OperationsExports;
import dev.quartet.exports.QueueRef;
import dev.quartet.exports.ServicesExports;
import dev.quartet.infra.graph.Node;
import dev.quartet.infra.graph.PolicyStatement;
import dev.quartet.infra.graph.Recorder;
import dev.quartet.infra.graph.StackGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ServicesStackTest {
    private static final StackGraph LOCAL = Stacks.get("local");
    private static final StackGraph FULL = Stacks.get("full");

    private static ServicesExports exports(StackGraph graph) {
        return ExportsJson.read(graph.one("ssm/parameter:Parameter", "services").text("value"), ServicesExports.class);
    }

    @Test
    void exports_areTheContractsRecords() {
        ServicesExports services = exports(LOCAL);
        assertThat(services.catalog().api().stage()).isEqualTo("$default");
        assertThat(services.orders().api().stage()).isEqualTo("v1");
        assertThat(services.orders().functions())
                .containsExactly(
                        new FunctionRef("quartet-local-orders-api", "live"),
                        new FunctionRef("quartet-local-orders-publisher", "live"),
                        new FunctionRef("quartet-local-orders-sweeper", "live"));
        assertThat(services.orders().table().indexes()).containsExactly("due");
        assertThat(services.orders().table().streamArn()).startsWith("arn:");
        assertThat(services.inventory().loadBalancer()).isNotNull();
        assertThat(services.inventory().targetGroup()).isNotNull();
        assertThat(services.catalog().loadBalancer()).isNull();
        assertThat(services.imports().prefix()).isEqualTo("incoming/");
        assertThat(services.imports().table()).isNotNull();
        assertThat(services.eventsStreamName()).isEqualTo("quartet-local-events");
        assertThat(services.deadLetterQueues())
                .extracting(QueueRef::name)
                .containsExactly(
                        "quartet-local-shipping-dead",
                        "quartet-local-imports-dead",
                        "quartet-local-imports-failed",
                        "quartet-local-orders-sweeper-failed");
        assertThat(LOCAL.exports()).containsEntry("services", ExportsJson.toMap(services));
        OperationsExports operations = ExportsJson.read(
                LOCAL.one("ssm/parameter:Parameter", "operations").text("value"), OperationsExports.class);
        assertThat(operations.failedRecords()).contains(services.failedRecordsBucket());
        BilledExports billed = Objects.requireNonNull(operations.billed());
        assertThat(billed.streamShards()).isEqualTo(1);
        assertThat(billed.functionMemoryMb().keySet())
                .containsAll(services.orders().functions().stream()
                        .map(FunctionRef::name)
                        .toList());
    }

    @Test
    void functions_getExactlyTheEnvironmentTheyRead_andNoneIsInTheVpc() {
        Map<String, Set<String>> expected = new TreeMap<>(Map.of(
                "catalog-api", Set.of("CATALOG_TABLE"),
                "orders-api", Set.of("ORDERS_TABLE", "CATALOG_URL", "INVENTORY_URL"),
                "orders-publisher", Set.of("ORDER_EVENTS_TOPIC", "EVENTS_STREAM"),
                "orders-sweeper", Set.of("ORDERS_TABLE", "INVENTORY_URL", "PENDING_SECONDS"),
                "inventory-api", Set.of("INVENTORY_TABLE"),
                "shipping-worker", Set.of("SHIPPING_TABLE", "DEAD_LETTER_QUEUE_URL"),
                "shipping-api", Set.of("SHIPPING_TABLE"),
                "analytics-worker", Set.of("ANALYTICS_TABLE"),
                "analytics-api", Set.of("ANALYTICS_TABLE"),
                "imports-reader", Set.of("IMPORTS_TABLE", "IMPORT_QUEUE_URL")));
        expected.put(
                "imports-worker", Set.of("IMPORTS_TABLE", "IMPORTS_BUCKET", "ORDERS_URL", "DEAD_LETTER_QUEUE_URL"));
        assertThat(functions()).extracting(Node::name).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((name, variables) -> {
            Node function = LOCAL.one("lambda/function:Function", name);
            Map<?, ?> environment = (Map<?, ?>) function.inputs().get("environment");
            Map<?, ?> values = (Map<?, ?>) environment.get("variables");
            assertThat(values.keySet().stream().map(Object::toString).collect(Collectors.toSet()))
                    .as(name)
                    .isEqualTo(variables);
            String service = name.substring(0, name.indexOf('-'));
            assertThat(function.text("handler"))
                    .startsWith("dev.quartet.functions.services." + service + ".")
                    .endsWith("Handler::handleRequest");
            assertThat(function.inputs()).doesNotContainKey("vpcConfig");
        });
    }

    private static List<Node> functions() {
        return LOCAL.of("lambda/function:Function").stream()
                .filter(function -> function.text("handler").startsWith("dev.quartet.functions.services."))
                .toList();
    }

    @Test
    void functions_haveTheRightsTheyNeedAndNoMore() {
        Map<String, String> expected = new TreeMap<>();
        expected.put("catalog-api", "dynamodb:GetItem dynamodb:PutItem dynamodb:Scan");
        expected.put("orders-api", "dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem execute-api:Invoke");
        expected.put(
                "orders-publisher",
                "dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:ListStreams"
                        + " kinesis:PutRecords s3:ListBucket s3:PutObject sns:Publish");
        expected.put(
                "orders-sweeper",
                "dynamodb:GetItem dynamodb:Query dynamodb:UpdateItem execute-api:Invoke sqs:SendMessage");
        expected.put("inventory-api", "dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem");
        expected.put(
                "shipping-worker",
                "dynamodb:PutItem sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage sqs:SendMessage");
        expected.put("shipping-api", "dynamodb:GetItem");
        expected.put(
                "analytics-worker",
                "dynamodb:PutItem dynamodb:UpdateItem kinesis:DescribeStream kinesis:DescribeStreamSummary"
                        + " kinesis:GetRecords kinesis:GetShardIterator kinesis:ListShards s3:ListBucket s3:PutObject");
        expected.put("analytics-api", "dynamodb:BatchGetItem");
        expected.put(
                "imports-reader",
                "dynamodb:Query dynamodb:UpdateItem s3:GetObjectVersion s3:PutObject sqs:SendMessage");
        expected.put(
                "imports-worker",
                "dynamodb:BatchGetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem s3:PutObject"
                        + " sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage sqs:SendMessage");
        expected.forEach((name, actions) ->
                assertThat(String.join(" ", actions(name))).as(name).isEqualTo(actions));
    }

    /** Without those of every function: its own log group, traces. */
    private static Set<String> actions(String role) {
        return statements(role).stream()
                .flatMap(statement -> statement.actions().stream())
                .filter(action -> !action.startsWith("logs:") && !action.startsWith("xray:"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<PolicyStatement> statements(String role) {
        return LOCAL.statements()
                .filter(statement -> statement.owner().type().endsWith(":RolePolicy")
                        && statement.owner().name().equals(role))
                .toList();
    }

    @Test
    void callersOfSignedRoutes_mayInvokeExactlyThem() {
        assertThat(invocable("orders-api")).containsExactly("/$default/POST/reservations");
        assertThat(invocable("orders-sweeper")).containsExactly("/$default/DELETE/reservations/*");
        assertThat(LOCAL.statements()
                        .filter(statement -> statement.actions().contains("execute-api:Invoke"))
                        .map(statement -> statement.owner().name()))
                .containsExactlyInAnyOrder("orders-api", "orders-sweeper");
    }

    private static List<String> invocable(String role) {
        return statements(role).stream()
                .filter(statement -> statement.actions().contains("execute-api:Invoke"))
                .flatMap(statement -> statement.resources().stream())
                .map(arn -> arn.substring(arn.indexOf("/$default")))
                .toList();
    }

    @Test
    void onlyShoppersRoutes_areOpen() {
        Map<String, String> routes = new TreeMap<>();
        LOCAL.of("apigatewayv2/route:Route")
                .forEach(route -> routes.put(route.text("routeKey"), route.text("authorizationType")));
        assertThat(routes)
                .isEqualTo(Map.of(
                        "GET /products", "NONE",
                        "GET /products/{sku}", "NONE",
                        "PUT /products/{sku}", "AWS_IAM",
                        "GET /stock/{sku}", "AWS_IAM",
                        "PUT /stock/{sku}", "AWS_IAM",
                        "POST /reservations", "AWS_IAM",
                        "DELETE /reservations/{orderId}", "AWS_IAM",
                        "GET /shipments/{orderId}", "AWS_IAM",
                        "GET /stats", "AWS_IAM"));
        assertThat(LOCAL.of("apigateway/method:Method"))
                .filteredOn(method -> method.name().startsWith("orders-"))
                .extracting(Node::name)
                .containsExactlyInAnyOrder("orders-post-orders", "orders-get-orders-id");
    }

    @Test
    void inventory_isReachedThroughTheLinkAlone() {
        Node integration = LOCAL.one("apigatewayv2/integration:Integration", "inventory");
        assertThat(integration.inputs())
                .containsEntry("connectionType", "VPC_LINK")
                .containsEntry("integrationType", "HTTP_PROXY");
        Node listener = LOCAL.behind(integration, "integrationUri").get(0);
        Node balancer = LOCAL.behind(listener, "loadBalancerArn").get(0);
        assertThat(balancer.inputs()).containsEntry("internal", true).containsEntry("dropInvalidHeaderFields", true);
        Node group = LOCAL.behind(balancer, "securityGroups").get(0);
        List<Node> rules = LOCAL.of("SecurityGroupIngressRule").stream()
                .filter(rule -> LOCAL.behind(rule, "securityGroupId").contains(group))
                .toList();
        assertThat(rules).singleElement().satisfies(rule -> {
            assertThat(rule.inputs()).containsEntry("fromPort", 80L).doesNotContainKeys("cidrIpv4", "cidrIpv6");
            assertThat(LOCAL.behind(rule, "referencedSecurityGroupId"))
                    .extracting(Node::name)
                    .containsExactly("services-vpc-link");
        });
        Node attachment = LOCAL.one("TargetGroupAttachment", "inventory");
        assertThat(LOCAL.waitsFor(attachment, LOCAL.one("lambda/permission:Permission", "inventory")))
                .isTrue();
        assertThat(LOCAL.one("TargetGroup", "inventory").inputs())
                .containsEntry("lambdaMultiValueHeadersEnabled", true)
                .hasEntrySatisfying("healthCheck", check -> assertThat(check).isEqualTo(Map.of("enabled", false)));
    }

    @Test
    void ownDomain_givesEachServiceANameACertificateOfItsRegionAndARecord() {
        List<String> services = List.of("catalog", "orders", "inventory", "shipping", "analytics");
        for (String service : services) {
            String host = service + ".shop.example.com";
            assertThat(FULL.one("acm/certificate:Certificate", service).text("domainName"))
                    .isEqualTo(host);
            Node front = FULL.one(
                    (service.equals("orders") ? "apigateway" : "apigatewayv2") + "/domainName:DomainName", service);
            assertThat(front.toString()).contains("TLS_1_2", "REGIONAL");
            Node dns = FULL.one("route53/record:Record", service);
            assertThat(dns.text("name")).isEqualTo(host);
            assertThat(FULL.behind(dns, "aliases")).containsExactly(front);
        }
        assertThat(exports(FULL).orders().url()).isEqualTo("https://orders.shop.example.com");
        assertThat(exports(FULL).catalog().url()).isEqualTo("https://catalog.shop.example.com");
        assertThat(exports(Stacks.get("dev")).orders().url()).isNull();
        assertThat(Stacks.get("dev").of("DomainName")).isEmpty();
    }

    @Test
    void canary_keepsTheStableVersion_givesTheNewestItsShare_andWatchesIt() {
        Node alias = FULL.one("lambda/alias:Alias", "orders-api");
        assertThat(alias.text("functionVersion")).isEqualTo("3");
        assertThat(alias.text("routingConfig")).contains("made.Function.orders-api.version=0.1");
        assertThat(FULL.one("MetricAlarm", "orders-api-canary-errors").text("metricQueries"))
                .contains("ExecutedVersion=made.Function.orders-api.version", "Resource=quartet-full-orders-api:live");
        assertThat(LOCAL.of("lambda/alias:Alias")).allSatisfy(plain -> {
            assertThat(plain.inputs()).doesNotContainKey("routingConfig");
            assertThat(LOCAL.behind(plain, "functionVersion")).hasSize(1);
        });
        Map<String, String> config = new HashMap<>(Stacks.config("dev"));
        config.put("quartet:canary", "[{\"function\":\"order-api\",\"stable\":\"3\",\"weight\":10}]");
        assertThatThrownBy(() -> Recorder.record("dev", config))
                .hasStackTraceContaining(
                        "quartet:canary is 'order-api'; allowed: functions of this stack: analytics-api");
    }

    @Test
    void stream_isEncrypted_andReadAsConfigured() {
        assertThat(LOCAL.one("Stream", "events").inputs())
                .containsEntry("encryptionType", "KMS")
                .containsEntry("shardCount", 1L);
        assertThat(FULL.one("Stream", "events").inputs()).doesNotContainKey("shardCount");
        assertThat(FULL.one("Stream", "events").text("streamModeDetails")).contains("ON_DEMAND");
        assertThat(FULL.one("EventSourceMapping", "analytics-worker").inputs())
                .containsEntry("maximumBatchingWindowInSeconds", 5L)
                .containsEntry("parallelizationFactor", 4L);
        assertThat(LOCAL.one("EventSourceMapping", "analytics-worker").inputs())
                .doesNotContainKeys("maximumBatchingWindowInSeconds", "filterCriteria");
    }

    @Test
    void publisher_seesDecidedOrdersAlone() {
        assertThat(LOCAL.one("EventSourceMapping", "orders-publisher").text("filterCriteria"))
                .contains(
                        "\"eventName\":[\"MODIFY\"]",
                        "[\"CONFIRMED\",\"REJECTED\"]",
                        "\"OldImage\":{\"status\":{\"S\":[\"PENDING\"]}}");
    }

    @Test
    void servicesAlone_haveTheirNetwork_andNeedNothingOfTheOtherArchitectures() {
        Map<String, String> config = new HashMap<>(Stacks.config("dev"));
        config.put("quartet:architectures", "services");
        config.put("quartet:dax", "true"); // no service reads through it, so there is none
        StackGraph alone = Recorder.record("dev", config);
        assertThat(alone.of("Vpc")).hasSize(1);
        assertThat(alone.of("dax/cluster:Cluster")).isEmpty();
        assertThat(alone.exports()).containsKey("services").doesNotContainKeys("todo", "blog");
    }
}

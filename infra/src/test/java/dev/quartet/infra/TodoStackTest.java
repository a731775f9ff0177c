package dev.quartet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.exports.BilledExports;
import dev.quartet.exports.ExportsJson;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.OperationsExports;
import dev.quartet.exports.TodoExports;
import dev.quartet.infra.graph.Node;
import dev.quartet.infra.graph.PolicyStatement;
import dev.quartet.infra.graph.Recorder;
import dev.quartet.infra.graph.StackGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TodoStackTest {
    private static final StackGraph LOCAL = Recorder.record("local", todo("local"));
    private static final StackGraph BARE = bare();

    private static Map<String, String> todo(String stack) {
        Map<String, String> config = new HashMap<>(Stacks.config(stack));
        config.put("quartet:architectures", "todo");
        return config;
    }

    private static StackGraph bare() {
        Map<String, String> config = new HashMap<>(todo("dev"));
        config.put("quartet:dax", "false");
        config.put("quartet:apiCache", "false");
        config.put("quartet:manageApiGatewayAccount", "false");
        config.remove("quartet:monthlyBudgetUsd");
        return Recorder.record("dev", config);
    }

    @Test
    void exports_areTheContractsRecords() {
        TodoExports todo =
                ExportsJson.read(LOCAL.one("ssm/parameter:Parameter", "todo").text("value"), TodoExports.class);
        assertThat(todo.functions()).containsExactly(new FunctionRef("quartet-local-todo-api", "live"));
        assertThat(todo.api().name()).isEqualTo("quartet-local-todo");
        assertThat(todo.api().stage()).isEqualTo("v1");
        assertThat(todo.table().name()).isEqualTo("quartet-local-todo");
        assertThat(todo.daxClusterName()).isEqualTo("quartet-local");
        assertThat(todo.userFilesBucket()).isEqualTo("quartet-local-user-files-123456789012-ap-northeast-1");
        assertThat(LOCAL.exports())
                .containsKeys("contractVersion", "stack", "region", "accountId", "operations")
                .containsEntry("todo", ExportsJson.toMap(todo));
        OperationsExports operations = ExportsJson.read(
                LOCAL.one("ssm/parameter:Parameter", "operations").text("value"), OperationsExports.class);
        assertThat(operations.edgeAlarmTopicArn()).isNull();
        assertThat(operations.billed())
                .isEqualTo(new BilledExports(
                        "dax.t3.small", 1, "0.5", null, null, null, Map.of("quartet-local-todo-api", 1024)));
    }

    @Test
    void everyCachedMethod_declaresEachPartOfItsKey_andTheCallerIsOne() {
        List<Node> cached = LOCAL.of("Integration").stream()
                .filter(integration -> integration.inputs().containsKey("cacheKeyParameters"))
                .toList();
        assertThat(cached).extracting(Node::name).containsExactlyInAnyOrder("todo-get-todos", "todo-get-todos-id");
        assertThat(cached).allSatisfy(integration -> {
            Node method = LOCAL.one("Method", integration.name());
            List<?> keys = (List<?>) integration.inputs().get("cacheKeyParameters");
            Map<?, ?> declared = (Map<?, ?>) method.inputs().get("requestParameters");
            assertThat(keys.contains("method.request.header.Authorization")).isTrue();
            assertThat(List.copyOf(declared.keySet()).containsAll(keys)).isTrue();
        });
        assertThat(LOCAL.one("MethodSettings", "todo-get-todos").text("settings"))
                .contains(
                        "cacheDataEncrypted=true",
                        "cacheTtlInSeconds=60",
                        "requireAuthorizationForCacheControl=false",
                        "throttlingRateLimit=100000");
    }

    @Test
    void methodSettings_writeSlashesOfAPathAsAJsonPointerDoes() {
        assertThat(LOCAL.of("MethodSettings").stream().map(settings -> settings.text("methodPath")))
                .containsExactlyInAnyOrder("*/*", "~1todos/GET", "~1todos~1{id}/GET");
    }

    @Test
    void everyMethodButPreflight_asksForATokenOfTheUserPool() {
        assertThat(LOCAL.of("Method")).hasSize(9).allSatisfy(method -> {
            if (method.text("httpMethod").equals("OPTIONS")) {
                assertThat(method.text("authorization")).isEqualTo("NONE");
            } else {
                assertThat(method.text("authorization")).isEqualTo("COGNITO_USER_POOLS");
                assertThat(LOCAL.behind(method, "authorizerId")).hasSize(1);
            }
        });
    }

    @Test
    void deployment_followsEverythingItServes_andChangesWithIt() {
        Node deployment = LOCAL.one("Deployment", "todo");
        for (String type :
                List.of("Method", "Integration", "Model", "MethodResponse", "IntegrationResponse", "Response")) {
            assertThat(LOCAL.of(type)).isNotEmpty().allMatch(node -> LOCAL.waitsFor(deployment, node));
        }
        Map<String, String> config = new HashMap<>(todo("local"));
        config.put("quartet:corsOrigin", "https://app.example.com");
        Node changed = Recorder.record("local", config).one("Deployment", "todo");
        assertThat(deployment.text("triggers")).isNotEqualTo(changed.text("triggers"));
        Node again = Recorder.record("local", todo("local")).one("Deployment", "todo");
        assertThat(deployment.text("triggers")).isEqualTo(again.text("triggers"));
    }

    @Test
    void version_isPublishedAfterAllThatTheFunctionReaches() {
        Node function = LOCAL.one("lambda/function:Function", "todo-api");
        for (String type : List.of("Cluster", "RouteTableAssociation", "VpcEndpoint", "SecurityGroupEgressRule")) {
            assertThat(LOCAL.of(type)).isNotEmpty().allMatch(node -> LOCAL.waitsFor(function, node));
        }
        assertThat(LOCAL.waitsFor(function, LOCAL.one("RolePolicy", "todo-api")))
                .isTrue();
        assertThat(LOCAL.waitsFor(LOCAL.one("Stage", "todo"), LOCAL.one("Account", "api-logging")))
                .isTrue();
    }

    @Test
    void functionInTheVpc_reachesDaxAndGatewayEndpointsAlone() {
        Node function = LOCAL.one("lambda/function:Function", "todo-api");
        List<Node> groups = LOCAL.behind(function, "vpcConfig").stream()
                .filter(node -> node.type().endsWith(":SecurityGroup"))
                .toList();
        assertThat(groups).hasSize(1);
        List<Node> rules = LOCAL.of("SecurityGroupEgressRule").stream()
                .filter(rule -> LOCAL.behind(rule, "securityGroupId").equals(groups))
                .toList();
        assertThat(rules).hasSize(3).allSatisfy(rule -> assertThat(rule.inputs())
                .doesNotContainKeys("cidrIpv4", "cidrIpv6"));
        assertThat(rules.stream().flatMap(rule -> LOCAL.behind(rule, "prefixListId").stream()))
                .extracting(Node::name)
                .containsExactlyInAnyOrder("dynamodb", "s3");
        Node toDax = LOCAL.one("SecurityGroupIngressRule", "todo-api-to-dax");
        assertThat(toDax.inputs()).containsEntry("fromPort", 9111L).containsEntry("toPort", 9111L);
        assertThat(LOCAL.behind(toDax, "referencedSecurityGroupId")).isEqualTo(groups);
    }

    @Test
    void withoutDax_nothingIsInAVpc_andTheFunctionTalksToTheTable() {
        assertThat(BARE.of("Vpc")).isEmpty();
        assertThat(BARE.of("Cluster")).isEmpty();
        Node function = BARE.one("lambda/function:Function", "todo-api");
        assertThat(function.inputs()).doesNotContainKey("vpcConfig");
        assertThat(function.text("environment")).contains("TABLE_NAME").doesNotContain("DAX_ENDPOINT");
        assertThat(BARE.exports().get("todo")).asString().contains("daxClusterName=null");
        assertThat(BARE.of("Budget")).isEmpty();
        assertThat(BARE.of("Account")).isEmpty();
    }

    @Test
    void withoutTheCache_stageHasNone_andNoMethodIsCached() {
        assertThat(BARE.one("Stage", "todo").inputs()).doesNotContainKey("cacheClusterSize");
        assertThat(BARE.of("MethodSettings")).hasSize(1).allSatisfy(settings -> assertThat(settings.text("settings"))
                .contains("cachingEnabled=false"));
    }

    @Test
    void function_hasTheRightsItNeedsAndNoMore() {
        List<PolicyStatement> statements = LOCAL.statements()
                .filter(statement -> statement.owner().type().endsWith(":RolePolicy")
                        && statement.owner().name().equals("todo-api"))
                .toList();
        assertThat(statements.stream()
                        .flatMap(statement -> statement.actions().stream())
                        .filter(action -> action.startsWith("dynamodb:")))
                .containsExactlyInAnyOrder(
                        "dynamodb:GetItem",
                        "dynamodb:Query",
                        "dynamodb:PutItem",
                        "dynamodb:UpdateItem",
                        "dynamodb:DeleteItem");
        assertThat(statements.stream().flatMap(statement -> statement.actions().stream()))
                .anyMatch(action -> action.equals("dax:Query"))
                .noneMatch(action -> action.startsWith("s3:"));
    }

    @Test
    void users_reachTheirOwnPrefixOnly() {
        List<PolicyStatement> own = LOCAL.statements()
                .filter(statement -> statement.owner().name().equals("todo-user"))
                .toList();
        assertThat(own).hasSize(3);
        assertThat(own)
                .filteredOn(statement -> statement.key().equals("policy"))
                .allSatisfy(statement -> assertThat(statement.resources().toString()
                                + statement.json().get("Condition"))
                        .contains("private/${cognito-identity.amazonaws.com:sub}/"));
        assertThat(own)
                .filteredOn(statement -> statement.key().equals("assumeRolePolicy"))
                .allSatisfy(statement -> assertThat(
                                statement.json().get("Condition").toString())
                        .contains("cognito-identity.amazonaws.com:aud", "authenticated"));
        assertThat(LOCAL.one("IdentityPool", "todo").inputs())
                .containsEntry("allowClassicFlow", false)
                .containsEntry("allowUnauthenticatedIdentities", false);
    }

    @Test
    void gatewayResponses_areProblems() {
        assertThat(LOCAL.of("apigateway/response:Response"))
                .hasSizeGreaterThan(10)
                .allSatisfy(response -> {
                    assertThat(response.text("responseParameters")).contains("'application/problem+json'");
                    assertThat(response.text("responseTemplates")).contains("\"type\":\"about:blank\"", "\"detail\":");
                });
        assertThat(LOCAL.one("apigateway/response:Response", "todo-MISSING_AUTHENTICATION_TOKEN")
                        .text("statusCode"))
                .isEqualTo("404");
        assertThat(LOCAL.one("apigateway/response:Response", "todo-DEFAULT_4XX").text("responseTemplates"))
                .contains("\"detail\":$context.error.messageString}");
    }

    @Test
    void previewOfANewStack_registersEverything_thoughNothingIsKnown() {
        StackGraph preview = Recorder.preview("local", todo("local"));
        assertThat(preview.nodes().stream().map(Node::urn))
                .containsExactlyElementsOf(LOCAL.nodes().stream().map(Node::urn).toList());
    }

    @Test
    void production_keepsItsData() {
        StackGraph prod = Stacks.get("prod");
        assertThat(prod.one("Table", "todo").inputs()).containsEntry("deletionProtectionEnabled", true);
        assertThat(prod.one("UserPool", "todo").inputs()).containsEntry("deletionProtection", "ACTIVE");
        assertThat(prod.of("BucketV2"))
                .allSatisfy(bucket -> assertThat(bucket.inputs()).containsEntry("forceDestroy", false));
    }
}

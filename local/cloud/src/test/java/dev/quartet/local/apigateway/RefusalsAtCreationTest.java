package dev.quartet.local.apigateway;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.ProvisionException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RefusalsAtCreationTest {
    private final TodoApi api = TodoApi.declared();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void cacheKeyParameter_shouldBeDeclaredByTheMethod() {
        assertThatThrownBy(() -> api.integration(
                        api.todos, "GET", Map.of("cacheKeyParameters", List.of("method.request.querystring.cursor"))))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("Invalid cache key parameter specified")
                .hasMessageContaining("method.request.querystring.cursor")
                .hasMessageStartingWith("Integration");
    }

    @Test
    void deployment_shouldNeedAnIntegrationForEveryMethod() {
        api.method(api.todo, "DELETE", Map.of(), Map.of());
        assertThatThrownBy(() -> api.deploy(Map.of()))
                .hasMessageContaining("No integration defined for method: DELETE /todos/{id}");
    }

    @Test
    void resource_shouldBeTheOnlyOneOfItsName_andTheOnlyVariable() {
        assertThatThrownBy(() -> api.resource(api.root, "todos"))
                .hasMessageContaining("Another resource with the same parent already has this name: todos");
        assertThatThrownBy(() -> api.resource(api.todos, "{other}"))
                .hasMessageContaining("A sibling ({id}) of this resource already has a variable path part");
        assertThatThrownBy(() -> api.resource(api.root, "a/b")).hasMessageContaining("a/b");
    }

    @Test
    void method_shouldNameWhatExists() {
        assertThatThrownBy(() -> api.method(api.todo, "PUT", Map.of(), Map.of("application/json", "Nothing")))
                .hasMessageContaining("Invalid model identifier specified: Nothing");
        assertThatThrownBy(() -> api.method(api.todos, "GET", Map.of(), Map.of()))
                .hasMessageContaining("Method already exists");
        assertThatThrownBy(() -> api.method(api.todo, "PUT", Map.of("method.request.body.x", true), Map.of()))
                .hasMessageContaining("Invalid mapping expression specified: method.request.body.x");
    }

    @Test
    void model_shouldBeASchema() {
        assertThatThrownBy(() -> api.provision("model:Model", Map.of("restApi", api.apiId, "name", "M", "schema", "[")))
                .hasMessageContaining("Invalid model schema specified");
    }

    @Test
    void stage_shouldTakeAwssSizesAndTtlsAlone() {
        assertThatThrownBy(() -> api.deploy(Map.of("cacheClusterEnabled", true, "cacheClusterSize", "2")))
                .hasMessageContaining("Invalid cache cluster size 2")
                .hasMessageContaining("0.5");
        api.deploy(Map.of());
        assertThatThrownBy(() -> api.settings("*/*", Map.of("cacheTtlInSeconds", 4000.0)))
                .hasMessageContaining("0 to 3600");
        assertThatThrownBy(() -> api.settings("~1nothing/GET", Map.of("cachingEnabled", true)))
                .hasMessageContaining("Invalid method setting path: /~1nothing/GET")
                .hasMessageContaining("todos/{id}/GET");
        assertThatThrownBy(() -> api.settings("*/*", Map.of("loggingLevel", "DEBUG")))
                .hasMessageContaining("loggingLevel is DEBUG");
    }

    @Test
    void accessLog_shouldCarryTheRequestsId() {
        assertThatThrownBy(() -> api.deploy(Map.of(
                        "accessLogSettings",
                        Map.of(
                                "destinationArn",
                                "arn:aws:logs:ap-northeast-1:000000000000:log-group:g",
                                "format",
                                "$context.status"))))
                .hasMessageContaining("$context.requestId");
        assertThatThrownBy(() -> api.deploy(Map.of(
                        "accessLogSettings",
                        Map.of("destinationArn", "arn:aws:s3:::bucket", "format", "$context.requestId"))))
                .hasMessageContaining("is not a log group's ARN");
    }

    @Test
    void integration_shouldBeAFunctionInvokedByPost() {
        assertThatThrownBy(() -> api.provision(
                        "integration:Integration",
                        Map.of(
                                "restApi",
                                api.apiId,
                                "resourceId",
                                api.todos,
                                "httpMethod",
                                "GET",
                                "type",
                                "AWS_PROXY",
                                "integrationHttpMethod",
                                "GET",
                                "uri",
                                TodoApi.INVOKE_ARN)))
                .hasMessageContaining("POST alone");
        assertThatThrownBy(() -> api.provision(
                        "integration:Integration",
                        Map.of(
                                "restApi",
                                api.apiId,
                                "resourceId",
                                api.todos,
                                "httpMethod",
                                "GET",
                                "type",
                                "HTTP",
                                "uri",
                                "http://x")))
                .hasMessageContaining("type is HTTP");
        assertThatThrownBy(() -> api.integration(api.todos, "GET", Map.of("timeoutMilliseconds", 30_000.0)))
                .hasMessageContaining("between 50 ms and 29000 ms");
    }
}

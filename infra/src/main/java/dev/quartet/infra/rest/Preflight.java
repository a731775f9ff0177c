package dev.quartet.infra.rest;

import com.pulumi.aws.apigateway.Integration;
import com.pulumi.aws.apigateway.IntegrationArgs;
import com.pulumi.aws.apigateway.IntegrationResponse;
import com.pulumi.aws.apigateway.IntegrationResponseArgs;
import com.pulumi.aws.apigateway.Method;
import com.pulumi.aws.apigateway.MethodArgs;
import com.pulumi.aws.apigateway.MethodResponse;
import com.pulumi.aws.apigateway.MethodResponseArgs;
import com.pulumi.aws.apigateway.RestApi;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers a browser's preflight request for one path, without a token and without the function. */
final class Preflight {
    static final String ALLOWED_HEADERS = "Authorization,Content-Type,If-Match,Idempotency-Key,Cache-Control";

    private final String prefix;
    private final String origin;

    Preflight(String prefix, String origin) {
        this.prefix = prefix;
        this.origin = origin;
    }

    List<Resource> create(Resource parent, RestApi api, Output<String> resourceId, String path, List<String> methods) {
        String name = prefix + "-options-" + ResourceTree.slug(path);
        Method method = new Method(
                name,
                MethodArgs.builder()
                        .restApi(api.id())
                        .resourceId(resourceId)
                        .httpMethod("OPTIONS")
                        .authorization("NONE")
                        .build(),
                Scope.in(parent));
        Integration integration = new Integration(
                name,
                IntegrationArgs.builder()
                        .restApi(api.id())
                        .resourceId(resourceId)
                        .httpMethod(method.httpMethod())
                        .type("MOCK")
                        .requestTemplates(Map.of("application/json", "{\"statusCode\": 204}"))
                        .build(),
                Scope.in(parent));
        Map<String, String> headers = headers(methods);
        Map<String, Boolean> declared = new TreeMap<>();
        headers.keySet().forEach(header -> declared.put(header, true));
        MethodResponse methodResponse = new MethodResponse(
                name,
                MethodResponseArgs.builder()
                        .restApi(api.id())
                        .resourceId(resourceId)
                        .httpMethod(method.httpMethod())
                        .statusCode("204")
                        .responseParameters(declared)
                        .build(),
                Scope.in(parent));
        IntegrationResponse response = new IntegrationResponse(
                name,
                IntegrationResponseArgs.builder()
                        .restApi(api.id())
                        .resourceId(resourceId)
                        .httpMethod(method.httpMethod())
                        .statusCode(methodResponse.statusCode())
                        .responseParameters(headers)
                        .build(),
                Scope.in(parent, List.of(integration)));
        return List.of(method, integration, methodResponse, response);
    }

    private Map<String, String> headers(List<String> methods) {
        String prefix = "method.response.header.";
        Map<String, String> headers = new TreeMap<>();
        headers.put(prefix + "Access-Control-Allow-Origin", quoted(origin));
        headers.put(prefix + "Access-Control-Allow-Methods", quoted(String.join(",", methods) + ",OPTIONS"));
        headers.put(prefix + "Access-Control-Allow-Headers", quoted(ALLOWED_HEADERS));
        headers.put(prefix + "Access-Control-Max-Age", quoted("3600"));
        return headers;
    }

    private static String quoted(String value) {
        return "'" + value + "'";
    }
}

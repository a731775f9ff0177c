package dev.quartet.infra.rest;

import com.pulumi.aws.apigateway.Authorizer;
import com.pulumi.aws.apigateway.Integration;
import com.pulumi.aws.apigateway.IntegrationArgs;
import com.pulumi.aws.apigateway.Method;
import com.pulumi.aws.apigateway.MethodArgs;
import com.pulumi.aws.apigateway.Model;
import com.pulumi.aws.apigateway.RequestValidator;
import com.pulumi.aws.apigateway.RestApi;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Makes a route's method and its proxy integration with the function. */
record ProxyMethod(
        String prefix,
        RestApi api,
        Optional<Authorizer> authorizer,
        Optional<RequestValidator> validator,
        Map<String, Model> models,
        Output<String> uri) {
    /** API Gateway's own limit is 29 s. */
    private static final int TIMEOUT_MILLIS = 29_000;

    List<Resource> create(Resource parent, Route route, Output<String> resourceId) {
        String name = prefix + "-" + route.resourceName();
        MethodArgs.Builder args = MethodArgs.builder()
                .restApi(api.id())
                .resourceId(resourceId)
                .httpMethod(route.method())
                .authorization("NONE")
                .requestParameters(route.requestParameters());
        if (route.secured()) {
            args.authorization("COGNITO_USER_POOLS")
                    .authorizerId(authorizer.orElseThrow().id());
        }
        route.body()
                .ifPresent(body ->
                        args.requestValidatorId(validator.orElseThrow().id()).requestModels(model(body)));
        Method method = new Method(name, args.build(), Scope.in(parent));
        IntegrationArgs.Builder integration = IntegrationArgs.builder()
                .restApi(api.id())
                .resourceId(resourceId)
                .httpMethod(method.httpMethod())
                .type("AWS_PROXY")
                .integrationHttpMethod("POST")
                .uri(uri)
                .timeoutMilliseconds(TIMEOUT_MILLIS);
        if (route.cached()) {
            integration.cacheKeyParameters(route.cacheKeyParameters());
        }
        return List.of(method, new Integration(name, integration.build(), Scope.in(parent)));
    }

    private Output<Map<String, String>> model(JsonModel body) {
        return Objects.requireNonNull(models.get(body.name()), body.name())
                .name()
                .applyValue(name -> Map.of("application/json", name));
    }
}

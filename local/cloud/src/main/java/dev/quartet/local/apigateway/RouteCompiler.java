package dev.quartet.local.apigateway;

import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.TokenVerifier;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/** Turns what the program declared of a method into what serves it. Immutable. */
final class RouteCompiler {
    private final FunctionInvoker invoker;
    private final TokenVerifier verifier;
    private final ExecutorService threads;
    private final Clock clock;

    RouteCompiler(FunctionInvoker invoker, TokenVerifier verifier, ExecutorService threads, Clock clock) {
        this.invoker = invoker;
        this.verifier = verifier;
        this.threads = threads;
        this.clock = clock;
    }

    /** Compiles {@code method}; methods of one deployment share their authorizers, and with them verified tokens. */
    Route compile(String owner, RestApi api, MethodDefinition method, Map<String, CognitoAuthorizer> authorizers) {
        var integration = api.integration(owner, method.key());
        var key = new CacheKey(
                integration.cacheNamespace(),
                method.key().httpMethod(),
                integration.cacheKeyParameters().stream()
                        .map(expression -> RequestParameter.parse(owner, expression))
                        .toList());
        return new Route(
                method,
                api.resource(owner, method.key().resourceId()).path(),
                method.authorizerId()
                        .map(id -> authorizers.computeIfAbsent(
                                id, absent -> new CognitoAuthorizer(api.authorizer(owner, id), verifier, clock))),
                validation(owner, api, method),
                integration(api, method, integration),
                key);
    }

    private Integration integration(RestApi api, MethodDefinition method, IntegrationDefinition integration) {
        if (integration.function().isPresent()) {
            return new LambdaIntegration(
                    invoker, threads, integration.function().get(), integration.timeout(), api.binaryTypes());
        }
        return new MockIntegration(integration.requestTemplates(), api.integrationResponses(method.key()));
    }

    private static RequestValidation validation(String owner, RestApi api, MethodDefinition method) {
        var validator =
                method.requestValidatorId().map(id -> api.validator(owner, id)).orElse(RequestValidator.NONE);
        var models = new HashMap<String, ModelSchema>();
        if (validator.body()) {
            method.requestModels()
                    .forEach((type, model) -> models.put(type.toLowerCase(Locale.ROOT), api.model(owner, model)));
        }
        List<RequestParameter> required = validator.parameters()
                ? method.requestParameters().entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(parameter -> RequestParameter.parse(owner, parameter.getKey()))
                        .toList()
                : List.of();
        return new RequestValidation(required, models);
    }
}

package dev.quartet.local.apigateway;

import dev.quartet.local.apigateway.shared.Template;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Handlers of methods and their integrations. */
final class MethodHandlers implements ResourceModule {
    private static final Set<String> METHODS =
            Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY");
    private static final Pattern FUNCTION_URI =
            Pattern.compile("arn:aws[\\w-]*:apigateway:[^:]+:lambda:path/2015-03-31/functions/(.+)/invocations");
    private static final int MIN_TIMEOUT_MILLIS = 50;
    private static final int MAX_TIMEOUT_MILLIS = 29_000;

    private final Apis apis;

    MethodHandlers(Apis apis) {
        this.apis = apis;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:apigateway/method:Method", this::method)
                .resource("aws:apigateway/methodResponse:MethodResponse", this::methodResponse)
                .resource("aws:apigateway/integration:Integration", this::integration)
                .resource("aws:apigateway/integrationResponse:IntegrationResponse", this::integrationResponse);
    }

    private Provisioned method(Registration registration) {
        var inputs = registration.inputs();
        var key = key(inputs);
        if (!METHODS.contains(key.httpMethod())) {
            throw new ProvisionException("%s: BadRequestException: Invalid HTTP method %s; allowed are %s"
                    .formatted(inputs.owner(), key.httpMethod(), METHODS));
        }
        var parameters = new HashMap<String, Boolean>();
        inputs.texts("requestParameters").forEach((name, required) -> {
            RequestParameter.parse(inputs.owner(), name);
            parameters.put(name, Boolean.valueOf(required));
        });
        var api = api(inputs);
        api.addMethod(
                inputs.owner(),
                new MethodDefinition(
                        key,
                        authorizer(inputs),
                        parameters,
                        inputs.texts("requestModels"),
                        inputs.optionalString("requestValidatorId")));
        return Provisioned.running("agm-" + id(api, key), Map.of());
    }

    private static Optional<String> authorizer(Inputs inputs) {
        var authorization = inputs.string("authorization");
        if (inputs.flag("apiKeyRequired", false)) {
            throw new ProvisionException("%s: the local cloud has no API keys".formatted(inputs.owner()));
        }
        if (!inputs.strings("authorizationScopes").isEmpty()) {
            throw new ProvisionException("%s: the local cloud has no authorization scopes: methods take ID tokens"
                    .formatted(inputs.owner()));
        }
        return switch (authorization) {
            case "NONE" -> Optional.empty();
            case "COGNITO_USER_POOLS" -> Optional.of(inputs.string("authorizerId"));
            default ->
                throw new ProvisionException("%s: authorization is %s; the local cloud has NONE and COGNITO_USER_POOLS"
                        .formatted(inputs.owner(), authorization));
        };
    }

    private Provisioned methodResponse(Registration registration) {
        var inputs = registration.inputs();
        var key = key(inputs);
        int status = ApiHandlers.status(inputs.owner(), inputs.string("statusCode"));
        var api = api(inputs);
        api.addMethodResponse(
                inputs.owner(), key, status, inputs.texts("responseParameters").keySet());
        return Provisioned.running("agmr-" + id(api, key) + "-" + status, Map.of());
    }

    private Provisioned integration(Registration registration) {
        var inputs = registration.inputs();
        var key = key(inputs);
        var api = api(inputs);
        var method = api.method(inputs.owner(), key);
        var mapped = inputs.texts("requestParameters");
        for (var parameter : inputs.strings("cacheKeyParameters")) {
            requireDeclared(inputs.owner(), parameter, method, mapped);
        }
        int timeout = inputs.optionalInteger("timeoutMilliseconds").orElse(MAX_TIMEOUT_MILLIS);
        if (timeout < MIN_TIMEOUT_MILLIS || timeout > MAX_TIMEOUT_MILLIS) {
            throw new ProvisionException("%s: BadRequestException: Timeout should be between %d ms and %d ms, not %d"
                    .formatted(inputs.owner(), MIN_TIMEOUT_MILLIS, MAX_TIMEOUT_MILLIS, timeout));
        }
        var namespace = inputs.optionalString("cacheNamespace").orElse(key.resourceId());
        api.addIntegration(
                inputs.owner(),
                key,
                new IntegrationDefinition(
                        function(inputs),
                        resolve(inputs.strings("cacheKeyParameters"), mapped),
                        namespace,
                        Duration.ofMillis(timeout),
                        inputs.texts("requestTemplates")));
        return Provisioned.running(
                "agi-" + id(api, key),
                Map.of(
                        "cacheNamespace",
                        namespace,
                        "passthroughBehavior",
                        inputs.optionalString("passthroughBehavior").orElse("WHEN_NO_MATCH"),
                        "timeoutMilliseconds",
                        (double) timeout));
    }

    /**
     * AWS takes as key only what the method's requestParameters declare, or what the integration maps from there. See
     * https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html
     */
    private static void requireDeclared(
            String owner, String parameter, MethodDefinition method, Map<String, String> mapped) {
        if (!method.requestParameters().containsKey(mapped.getOrDefault(parameter, parameter))) {
            throw new ProvisionException(
                    ("%s: BadRequestException: Invalid cache key parameter specified: %s is not declared in the method's"
                                    + " requestParameters %s")
                            .formatted(
                                    owner, parameter, method.requestParameters().keySet()));
        }
    }

    private static List<String> resolve(List<String> parameters, Map<String, String> mapped) {
        return parameters.stream()
                .map(parameter -> mapped.getOrDefault(parameter, parameter))
                .toList();
    }

    private static Optional<String> function(Inputs inputs) {
        var type = inputs.string("type");
        if (inputs.has("credentials")) {
            throw new ProvisionException(
                    "%s: the local cloud invokes functions by their permission, not by credentials of the integration"
                            .formatted(inputs.owner()));
        }
        switch (type) {
            case "MOCK" -> {
                refuseVelocity(inputs, "requestTemplates");
                return Optional.empty();
            }
            case "AWS_PROXY" -> {
                var matcher = FUNCTION_URI.matcher(inputs.string("uri"));
                if (!matcher.matches()) {
                    throw new ProvisionException(
                            ("%s: BadRequestException: Invalid function ARN or invalid uri: %s; a function's invokeArn is"
                                            + " expected")
                                    .formatted(inputs.owner(), inputs.string("uri")));
                }
                var verb = inputs.optionalString("integrationHttpMethod").orElse("");
                if (!verb.equals("POST")) { // AWS takes it and fails on every request
                    throw new ProvisionException("%s: integrationHttpMethod is \"%s\"; Lambda is invoked by POST alone"
                            .formatted(inputs.owner(), verb));
                }
                return Optional.of(matcher.group(1));
            }
            default ->
                throw new ProvisionException("%s: type is %s; the local cloud has AWS_PROXY (Lambda) and MOCK"
                        .formatted(inputs.owner(), type));
        }
    }

    private Provisioned integrationResponse(Registration registration) {
        var inputs = registration.inputs();
        refuseVelocity(inputs, "responseTemplates");
        var parameters = inputs.texts("responseParameters");
        parameters.values().forEach(value -> {
            if (!ParameterValue.known(value)) {
                throw new ProvisionException("%s: BadRequestException: Invalid mapping expression specified: %s"
                        .formatted(inputs.owner(), value));
            }
        });
        var key = key(inputs);
        int status = ApiHandlers.status(inputs.owner(), inputs.string("statusCode"));
        var api = api(inputs);
        api.addIntegrationResponse(
                inputs.owner(),
                key,
                new IntegrationResponse(
                        status,
                        inputs.optionalString("selectionPattern")
                                .filter(pattern -> !pattern.isEmpty())
                                .map(pattern -> ApiHandlers.pattern(inputs.owner(), pattern)),
                        parameters,
                        inputs.texts("responseTemplates")));
        return Provisioned.running("agir-" + id(api, key) + "-" + status, Map.of());
    }

    private static void refuseVelocity(Inputs inputs, String property) {
        inputs.texts(property).forEach((type, text) -> {
            if (Template.needsVelocity(text)) {
                throw new ProvisionException("%s: %s[%s] needs Velocity, which the local cloud does not run: %s"
                        .formatted(inputs.owner(), property, type, text));
            }
        });
    }

    private RestApi api(Inputs inputs) {
        return apis.get(inputs.owner(), inputs.string("restApi"));
    }

    private static MethodKey key(Inputs inputs) {
        return new MethodKey(inputs.string("resourceId"), inputs.string("httpMethod"));
    }

    private static String id(RestApi api, MethodKey key) {
        return api.id() + "-" + key.resourceId() + "-" + key.httpMethod();
    }
}

package dev.quartet.local.apigateway.http;

import dev.quartet.local.apigateway.shared.Ids;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Handlers of routes and their integrations. */
final class RouteHandlers implements ResourceModule {
    private static final String INTEGRATIONS = "integrations/";
    private static final Set<String> METHODS =
            Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY");
    private static final Pattern FUNCTION = Pattern.compile("arn:aws[\\w-]*:lambda:[^:]+:\\d+:function:.+");
    private static final Pattern INVOKE_ARN =
            Pattern.compile("arn:aws[\\w-]*:apigateway:[^:]+:lambda:path/2015-03-31/functions/(.+)/invocations");
    private static final Pattern LISTENER =
            Pattern.compile("arn:aws[\\w-]*:elasticloadbalancing:[^:]+:\\d+:listener/.+");
    private static final int MIN_TIMEOUT_MILLIS = 50;
    private static final int MAX_TIMEOUT_MILLIS = 30_000;

    private final Apis apis;
    private final BackEnds backEnds;
    private final Authorization iam;

    RouteHandlers(Apis apis, BackEnds backEnds, Authorization iam) {
        this.apis = apis;
        this.backEnds = backEnds;
        this.iam = iam;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:apigatewayv2/integration:Integration", this::integration)
                .resource("aws:apigatewayv2/route:Route", this::route);
    }

    private Provisioned integration(Registration registration) {
        var inputs = registration.inputs();
        for (var unsupported : new String[] {"credentialsArn", "integrationSubtype", "responseParameters"}) {
            if (inputs.has(unsupported)) {
                throw new ProvisionException("%s: the local cloud does not apply %s of an integration"
                        .formatted(inputs.owner(), unsupported));
            }
        }
        int millis = inputs.optionalInteger("timeoutMilliseconds").orElse(MAX_TIMEOUT_MILLIS);
        if (millis < MIN_TIMEOUT_MILLIS || millis > MAX_TIMEOUT_MILLIS) {
            throw new ProvisionException(
                    "%s: BadRequestException: Timeout should be between %d ms and %d ms for HTTP APIs, not %d"
                            .formatted(inputs.owner(), MIN_TIMEOUT_MILLIS, MAX_TIMEOUT_MILLIS, millis));
        }
        var api = api(inputs);
        var id = Ids.of(registration.urn(), 7);
        var timeout = Duration.ofMillis(millis);
        var type = inputs.string("integrationType");
        api.addIntegration(
                id,
                switch (type) {
                    case "AWS_PROXY" -> function(inputs, timeout);
                    case "HTTP_PROXY" -> http(inputs, timeout);
                    default ->
                        throw new ProvisionException(
                                "%s: BadRequestException: integrationType is %s; HTTP APIs have AWS_PROXY and HTTP_PROXY"
                                        .formatted(inputs.owner(), type));
                });
        return Provisioned.running(
                id,
                Map.of(
                        "timeoutMilliseconds",
                        (double) millis,
                        "integrationResponseSelectionExpression",
                        type.equals("AWS_PROXY") ? "" : "${integration.response.statuscode}"));
    }

    private Integration function(Inputs inputs, Duration timeout) {
        if (inputs.has("requestParameters")) {
            throw new ProvisionException(
                    "%s: the local cloud maps requestParameters for HTTP_PROXY only".formatted(inputs.owner()));
        }
        var uri = inputs.string("integrationUri");
        var invoke = INVOKE_ARN.matcher(uri);
        var arn = invoke.matches() ? invoke.group(1) : uri;
        if (!FUNCTION.matcher(arn).matches()) {
            throw new ProvisionException(
                    "%s: BadRequestException: Invalid function ARN or invalid uri: %s".formatted(inputs.owner(), uri));
        }
        var method = inputs.optionalString("integrationMethod").orElse("POST");
        if (!method.equals("POST")) {
            throw new ProvisionException("%s: BadRequestException: integrationMethod is %s; Lambda is invoked by POST"
                    .formatted(inputs.owner(), method));
        }
        var format = inputs.optionalString("payloadFormatVersion").orElse("1.0");
        return switch (format) {
            case "1.0" -> backEnds.function(arn, LambdaIntegration.Format.V1, timeout);
            case "2.0" -> backEnds.function(arn, LambdaIntegration.Format.V2, timeout);
            default ->
                throw new ProvisionException(
                        "%s: BadRequestException: payloadFormatVersion is %s; allowed are 1.0 and 2.0"
                                .formatted(inputs.owner(), format));
        };
    }

    private Integration http(Inputs inputs, Duration timeout) {
        var method = inputs.string("integrationMethod");
        if (!METHODS.contains(method)) {
            throw new ProvisionException("%s: BadRequestException: Invalid HTTP method %s; allowed are %s"
                    .formatted(inputs.owner(), method, METHODS));
        }
        var uri = inputs.string("integrationUri");
        var mapping = ParameterMapping.parse(inputs.owner() + ".requestParameters", inputs.texts("requestParameters"));
        if (!inputs.optionalString("connectionType").orElse("INTERNET").equals("VPC_LINK")) {
            return backEnds.http(PublicTarget.parse(inputs.owner(), uri), method, mapping, timeout);
        }
        if (inputs.has("tlsConfig")) {
            throw new ProvisionException(
                    "%s: tlsConfig: the local cloud's listeners have no TLS".formatted(inputs.owner()));
        }
        if (!LISTENER.matcher(uri).matches()) {
            throw new ProvisionException(
                    ("%s: BadRequestException: For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a"
                                    + " valid Cloud Map service ARN. It is %s, and the local cloud has listeners")
                            .formatted(inputs.owner(), uri));
        }
        var link = apis.link(inputs.owner(), inputs.string("connectionId"));
        return backEnds.http(backEnds.listener(link, uri), method, mapping, timeout);
    }

    private Provisioned route(Registration registration) {
        var inputs = registration.inputs();
        var api = api(inputs);
        if (inputs.flag("apiKeyRequired", false)) {
            throw new ProvisionException(
                    "%s: BadRequestException: HTTP APIs don't support API keys".formatted(inputs.owner()));
        }
        var key = RouteKey.parse(inputs.owner(), inputs.string("routeKey"));
        var target = inputs.optionalString("target")
                .orElseThrow(() -> new ProvisionException(
                        "%s: a route without target would answer each request with 500".formatted(inputs.owner())));
        if (!target.startsWith(INTEGRATIONS)) {
            throw new ProvisionException("%s: BadRequestException: target is %s; expected is %s<integration id>"
                    .formatted(inputs.owner(), target, INTEGRATIONS));
        }
        var id = Ids.of(registration.urn(), 7);
        var integration = target.substring(INTEGRATIONS.length());
        api.addRoute(
                inputs.owner(),
                new Route(
                        id,
                        key,
                        inputs.optionalString("authorizationType").orElse("NONE"),
                        authorization(inputs, api),
                        integration,
                        api.integration(inputs.owner(), integration)));
        return Provisioned.running(id, Map.of());
    }

    private Authorization authorization(Inputs inputs, Api api) {
        var type = inputs.optionalString("authorizationType").orElse("NONE");
        var scopes = inputs.strings("authorizationScopes");
        if (!scopes.isEmpty() && !type.equals("JWT")) {
            throw new ProvisionException(
                    "%s: BadRequestException: Scopes are only supported for JWT authorizers".formatted(inputs.owner()));
        }
        return switch (type) {
            case "NONE" -> Authorization.NONE;
            case "AWS_IAM" -> iam;
            case "JWT" ->
                api.authorizer(inputs.owner(), inputs.string("authorizerId")).requiring(scopes);
            default ->
                throw new ProvisionException("%s: authorizationType is %s; the local cloud has NONE, AWS_IAM and JWT"
                        .formatted(inputs.owner(), type));
        };
    }

    private Api api(Inputs inputs) {
        return apis.get(inputs.owner(), inputs.string("apiId"));
    }
}

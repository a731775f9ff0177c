package dev.quartet.local.apigateway;

import dev.quartet.local.apigateway.shared.Ids;
import dev.quartet.local.apigateway.shared.Template;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.http.FrontDoors;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Handlers of an API and of what belongs to it as a whole. */
final class ApiHandlers implements ResourceModule {
    private static final String HEADER_SOURCE = "method.request.header.";
    private static final Pattern PATH_PART = Pattern.compile("[a-zA-Z0-9._:~!$&'()*,;=@-]+|\\{[a-zA-Z0-9._-]+\\+?}");

    private final CloudContext cloud;
    private final Apis apis;
    private final FrontDoors doors;

    ApiHandlers(CloudContext cloud, Apis apis, FrontDoors doors) {
        this.cloud = cloud;
        this.apis = apis;
        this.doors = doors;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:apigateway/restApi:RestApi", this::restApi)
                .resource("aws:apigateway/resource:Resource", this::resource)
                .resource("aws:apigateway/model:Model", this::model)
                .resource("aws:apigateway/requestValidator:RequestValidator", this::validator)
                .resource("aws:apigateway/authorizer:Authorizer", this::authorizer)
                .resource("aws:apigateway/response:Response", this::gatewayResponse)
                .resource("aws:apigateway/account:Account", this::account);
    }

    private Provisioned restApi(Registration registration) {
        var inputs = registration.inputs();
        for (var unsupported : new String[] {"body", "policy", "parameters"}) {
            if (inputs.has(unsupported)) {
                throw new ProvisionException(
                        "%s: the local cloud does not apply %s of a REST API".formatted(inputs.owner(), unsupported));
            }
        }
        var id = Ids.of(registration.urn(), 10);
        var name = inputs.optionalString("name").orElse(registration.name());
        var door = new ApiDoor();
        var api = new RestApi(
                id, name, new BinaryTypes(inputs.strings("binaryMediaTypes")), door, open(inputs.owner(), door));
        apis.add(api);
        return Provisioned.running(
                id,
                Map.of(
                        "name", name,
                        "arn", "arn:aws:apigateway:" + cloud.region() + "::/restapis/" + id,
                        "executionArn", cloud.arn("execute-api", id).toString(),
                        "rootResourceId", api.rootResourceId(),
                        "createdDate", cloud.clock().instant().toString(),
                        "apiKeySource", inputs.optionalString("apiKeySource").orElse("HEADER"),
                        "description", inputs.optionalString("description").orElse(""),
                        "disableExecuteApiEndpoint", inputs.flag("disableExecuteApiEndpoint", false),
                        "tagsAll", inputs.texts("tags")));
    }

    private String open(String owner, ApiDoor door) {
        try {
            return "http://localhost:" + doors.open(door).port();
        } catch (IOException e) {
            throw new ProvisionException("%s: %s".formatted(owner, e.getMessage()), e);
        }
    }

    private Provisioned resource(Registration registration) {
        var inputs = registration.inputs();
        var part = inputs.string("pathPart");
        if (!PATH_PART.matcher(part).matches()) {
            throw new ProvisionException(
                    ("%s: BadRequestException: Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path"
                                    + " variable and curly braces at the beginning and the end; it is %s")
                            .formatted(inputs.owner(), part));
        }
        var node = apis.get(inputs.owner(), inputs.string("restApi"))
                .addResource(inputs.owner(), Ids.of(registration.urn(), 6), inputs.string("parentId"), part);
        return Provisioned.running(node.id(), Map.of("path", node.path()));
    }

    private Provisioned model(Registration registration) {
        var inputs = registration.inputs();
        var name = inputs.optionalString("name").orElse(registration.name());
        if (!name.matches("[a-zA-Z0-9]+")) {
            throw new ProvisionException(
                    "%s: BadRequestException: Model name must be alphanumeric: %s".formatted(inputs.owner(), name));
        }
        apis.get(inputs.owner(), inputs.string("restApi"))
                .addModel(
                        name,
                        ModelSchema.compile(
                                inputs.owner(), inputs.optionalString("schema").orElse("{}")));
        return Provisioned.running(Ids.of(registration.urn(), 6), Map.of("name", name));
    }

    private Provisioned validator(Registration registration) {
        var inputs = registration.inputs();
        var id = Ids.of(registration.urn(), 6);
        apis.get(inputs.owner(), inputs.string("restApi"))
                .addValidator(
                        id,
                        new RequestValidator(
                                inputs.flag("validateRequestBody", false),
                                inputs.flag("validateRequestParameters", false)));
        return Provisioned.running(
                id, Map.of("name", inputs.optionalString("name").orElse(registration.name())));
    }

    private Provisioned authorizer(Registration registration) {
        var inputs = registration.inputs();
        var type = inputs.optionalString("type").orElse("TOKEN");
        if (!type.equals("COGNITO_USER_POOLS")) {
            throw new ProvisionException("%s: type is %s; the local cloud has COGNITO_USER_POOLS authorizers"
                    .formatted(inputs.owner(), type));
        }
        var pools = inputs.strings("providerArns");
        if (pools.isEmpty()) {
            throw new ProvisionException(
                    "%s: BadRequestException: Authorizer of type COGNITO_USER_POOLS needs providerArns"
                            .formatted(inputs.owner()));
        }
        var source = inputs.optionalString("identitySource").orElse(HEADER_SOURCE + "Authorization");
        if (!source.startsWith(HEADER_SOURCE)) {
            throw new ProvisionException(
                    "%s: BadRequestException: Invalid mapping expression specified: %s; allowed is %s{name}"
                            .formatted(inputs.owner(), source, HEADER_SOURCE));
        }
        var id = Ids.of(registration.urn(), 6);
        var api = inputs.string("restApi");
        apis.get(inputs.owner(), api)
                .addAuthorizer(
                        id,
                        new CognitoAuthorizer.Definition(
                                pools,
                                source.substring(HEADER_SOURCE.length()),
                                inputs.optionalString("identityValidationExpression")
                                        .map(text -> pattern(inputs.owner(), text))));
        return Provisioned.running(
                id,
                Map.of(
                        "arn", "arn:aws:apigateway:%s::/restapis/%s/authorizers/%s".formatted(cloud.region(), api, id),
                        "name", inputs.optionalString("name").orElse(registration.name())));
    }

    private Provisioned gatewayResponse(Registration registration) {
        var inputs = registration.inputs();
        var type = gatewayResponseType(inputs.owner(), inputs.string("responseType"));
        var parameters = inputs.texts("responseParameters");
        parameters.forEach((name, value) -> {
            if (!name.startsWith("gatewayresponse.header.") || !ParameterValue.known(value)) {
                throw new ProvisionException("%s: BadRequestException: Invalid mapping expression specified: %s: %s"
                        .formatted(inputs.owner(), name, value));
            }
            if (value.startsWith("method.request.")) {
                RequestParameter.parse(inputs.owner(), value);
            }
        });
        var templates = new HashMap<String, Template>();
        inputs.texts("responseTemplates")
                .forEach((contentType, text) -> templates.put(contentType, Template.parse(text)));
        Optional<Integer> status = inputs.optionalString("statusCode").map(text -> status(inputs.owner(), text));
        var api = apis.get(inputs.owner(), inputs.string("restApiId"));
        api.putGatewayResponse(type, new GatewayResponse(status, parameters, templates));
        return Provisioned.running("aggr-" + api.id() + "-" + type, Map.of());
    }

    private Provisioned account(Registration registration) {
        registration.inputs().optionalString("cloudwatchRoleArn").ifPresent(apis::loggingRole);
        return Provisioned.running(
                "api-gateway-account",
                Map.of(
                        "apiKeyVersion", "4",
                        "features", java.util.List.of("UsagePlans"),
                        "throttleSettings", java.util.List.of(Map.of("burstLimit", 5000.0, "rateLimit", 10_000.0))));
    }

    /** Parses a status code given as text. */
    static int status(String owner, String text) {
        if (!text.matches("[1-5]\\d\\d")) {
            throw new ProvisionException(
                    "%s: BadRequestException: Invalid status code %s; allowed is 100 to 599".formatted(owner, text));
        }
        return Integer.parseInt(text);
    }

    /** Compiles a regular expression. */
    static Pattern pattern(String owner, String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new ProvisionException(
                    "%s: BadRequestException: Invalid regular expression %s: %s"
                            .formatted(owner, text, e.getDescription()),
                    e);
        }
    }

    private static GatewayResponseType gatewayResponseType(String owner, String text) {
        try {
            return GatewayResponseType.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw new ProvisionException(
                    "%s: BadRequestException: Invalid gateway response type %s; allowed are %s"
                            .formatted(owner, text, Arrays.toString(GatewayResponseType.values())),
                    e);
        }
    }
}

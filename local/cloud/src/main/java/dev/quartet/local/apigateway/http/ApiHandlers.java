package dev.quartet.local.apigateway.http;

import dev.quartet.local.apigateway.shared.Ids;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.core.TokenVerifier;
import dev.quartet.local.http.FrontDoors;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Handlers of APIs, their authorizers, and VPC links. */
final class ApiHandlers implements ResourceModule {
    private static final String HEADER = "$request.header.";
    private static final String QUERY = "$request.querystring.";

    private final CloudContext cloud;
    private final Apis apis;
    private final FrontDoors doors;
    private final TokenVerifier verifier;

    ApiHandlers(CloudContext cloud, Apis apis, FrontDoors doors, TokenVerifier verifier) {
        this.cloud = cloud;
        this.apis = apis;
        this.doors = doors;
        this.verifier = verifier;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:apigatewayv2/api:Api", this::api)
                .resource("aws:apigatewayv2/authorizer:Authorizer", this::authorizer)
                .resource("aws:apigatewayv2/vpcLink:VpcLink", this::vpcLink);
    }

    private Provisioned api(Registration registration) {
        var inputs = registration.inputs();
        if (!inputs.string("protocolType").equals("HTTP")) {
            throw new ProvisionException("%s: protocolType is %s; the local cloud has HTTP APIs"
                    .formatted(inputs.owner(), inputs.string("protocolType")));
        }
        for (var unsupported : new String[] {"body", "target", "routeKey", "credentialsArn"}) {
            if (inputs.has(unsupported)) {
                throw new ProvisionException(
                        "%s: the local cloud does not apply %s of an HTTP API".formatted(inputs.owner(), unsupported));
            }
        }
        var id = Ids.of(registration.urn(), 10);
        var name = inputs.optionalString("name").orElse(registration.name());
        var door = new ApiDoor(!inputs.flag("disableExecuteApiEndpoint", false));
        var api = new Api(
                id,
                name,
                door,
                open(inputs.owner(), door),
                inputs.block("corsConfiguration").map(Cors::of));
        apis.add(api);
        return Provisioned.running(
                id,
                Map.of(
                        "name", name,
                        "apiEndpoint", api.url(),
                        "arn", "arn:aws:apigateway:" + cloud.region() + "::/apis/" + id,
                        "executionArn", cloud.arn("execute-api", id).toString(),
                        "apiKeySelectionExpression", "$request.header.x-api-key",
                        "routeSelectionExpression", "$request.method $request.path",
                        "ipAddressType", inputs.optionalString("ipAddressType").orElse("ipv4"),
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

    private Provisioned authorizer(Registration registration) {
        var inputs = registration.inputs();
        var type = inputs.string("authorizerType");
        if (!type.equals("JWT")) {
            throw new ProvisionException(
                    "%s: authorizerType is %s; the local cloud has JWT authorizers".formatted(inputs.owner(), type));
        }
        var jwt = inputs.block("jwtConfiguration")
                .orElseThrow(() -> new ProvisionException(
                        "%s: BadRequestException: JwtConfiguration is required for JWT authorizers"
                                .formatted(inputs.owner())));
        var audience = jwt.strings("audiences");
        if (audience.isEmpty()) {
            throw new ProvisionException(
                    "%s: BadRequestException: Audience list must have at least 1 item".formatted(inputs.owner()));
        }
        var source = source(inputs);
        boolean header = source.startsWith(HEADER);
        var definition = new JwtAuthorizer.Definition(
                jwt.string("issuer"), audience, header, source.substring(header ? HEADER.length() : QUERY.length()));
        var id = Ids.of(registration.urn(), 6);
        apis.get(inputs.owner(), inputs.string("apiId"))
                .addAuthorizer(id, new JwtAuthorizer(definition, verifier, cloud.clock()));
        return Provisioned.running(
                id,
                Map.of(
                        "name",
                        inputs.optionalString("name").orElse(registration.name()),
                        "authorizerResultTtlInSeconds",
                        0.0));
    }

    private static String source(Inputs inputs) {
        var sources = inputs.strings("identitySources");
        if (sources.size() == 1
                && (sources.getFirst().startsWith(HEADER) || sources.getFirst().startsWith(QUERY))) {
            return sources.getFirst();
        }
        throw new ProvisionException(
                "%s: BadRequestException: identitySources is %s; a JWT authorizer has one, %sNAME or %sNAME"
                        .formatted(inputs.owner(), sources, HEADER, QUERY));
    }

    private Provisioned vpcLink(Registration registration) {
        var inputs = registration.inputs();
        var id = Ids.of(registration.urn(), 6);
        var name = inputs.optionalString("name").orElse(registration.name());
        List<String> subnets = inputs.strings("subnetIds");
        if (subnets.isEmpty()) {
            throw new ProvisionException(
                    "%s: BadRequestException: SubnetIds must not be empty".formatted(inputs.owner()));
        }
        apis.add(new VpcLink(id, name, new Placement("VPC link " + name, subnets, inputs.strings("securityGroupIds"))));
        return Provisioned.running(
                id,
                Map.of(
                        "arn",
                        "arn:aws:apigateway:" + cloud.region() + "::/vpclinks/" + id,
                        "name",
                        name,
                        "tagsAll",
                        inputs.texts("tags")));
    }
}

package dev.quartet.infra.rest;

import com.pulumi.aws.apigateway.Authorizer;
import com.pulumi.aws.apigateway.AuthorizerArgs;
import com.pulumi.aws.apigateway.Deployment;
import com.pulumi.aws.apigateway.DeploymentArgs;
import com.pulumi.aws.apigateway.Model;
import com.pulumi.aws.apigateway.ModelArgs;
import com.pulumi.aws.apigateway.RequestValidator;
import com.pulumi.aws.apigateway.RequestValidatorArgs;
import com.pulumi.aws.apigateway.Response;
import com.pulumi.aws.apigateway.ResponseArgs;
import com.pulumi.aws.apigateway.RestApi;
import com.pulumi.aws.apigateway.RestApiArgs;
import com.pulumi.aws.apigateway.Stage;
import com.pulumi.aws.apigateway.inputs.RestApiEndpointConfigurationArgs;
import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.exports.ApiRef;
import dev.quartet.infra.core.Hashes;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.operations.Alarms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A regional REST API (the kind that can have a response cache) in front of one function; its secured routes are for the
 * users of one user pool.
 */
public final class RegionalRestApi extends ComponentResource {
    private final Scope scope;
    private final RestApiSpec spec;
    private final RestApi api;
    private final Stage stage;

    public RegionalRestApi(
            Scope scope,
            Resource parent,
            RestApiSpec spec,
            Optional<Output<String>> userPoolArn,
            JavaFunction function,
            Optional<Resource> accountLogging,
            Alarms alarms) {
        super("quartet:rest:RegionalRestApi", spec.name(), Scope.component(parent));
        this.scope = scope;
        this.spec = spec;
        String name = scope.names().regional(spec.name());
        this.api = new RestApi(
                spec.name(),
                RestApiArgs.builder()
                        .name(name)
                        .description(spec.description())
                        .endpointConfiguration(RestApiEndpointConfigurationArgs.builder()
                                .types("REGIONAL")
                                .build())
                        .build(),
                Scope.in(this));
        List<Resource> served = new ArrayList<>();
        addMethods(served, userPoolArn, function);
        ProblemResponse.ALL.forEach(problem -> served.add(gatewayResponse(problem)));
        Deployment deployment = deployment(served, userPoolArn, function);
        this.stage = new ApiStage(scope, this, api, spec).create(deployment, accountLogging);
        new Permission(
                spec.name(),
                PermissionArgs.builder()
                        .action("lambda:InvokeFunction")
                        .function(function.functionName())
                        .qualifier(function.aliasName())
                        .principal("apigateway.amazonaws.com")
                        .sourceArn(api.executionArn().applyValue(arn -> arn + "/" + ApiStage.NAME + "/*"))
                        .build(),
                Scope.in(this));
        new ApiAlarms(alarms, name).create(this, spec.name());
        registerOutputs(Map.of("url", stage.invokeUrl()));
    }

    private void addMethods(List<Resource> served, Optional<Output<String>> userPoolArn, JavaFunction function) {
        Optional<Authorizer> authorizer =
                userPoolArn.filter(arn -> spec.secured()).map(this::authorizer);
        Map<String, Model> models = new LinkedHashMap<>();
        spec.models().forEach(model -> models.put(model.name(), model(model)));
        Optional<RequestValidator> validator = models.isEmpty() ? Optional.empty() : Optional.of(validator());
        authorizer.ifPresent(served::add);
        validator.ifPresent(served::add);
        served.addAll(models.values());
        ResourceTree resources = new ResourceTree(this, api, spec.name());
        ProxyMethod methods = new ProxyMethod(spec.name(), api, authorizer, validator, models, function.invokeArn());
        spec.routes().forEach(route -> served.addAll(methods.create(this, route, resources.id(route.path()))));
        if (spec.preflight()) {
            addPreflight(served, resources);
        }
    }

    private void addPreflight(List<Resource> served, ResourceTree resources) {
        Preflight preflight = new Preflight(spec.name(), scope.settings().api().corsOrigin());
        spec.paths()
                .forEach(path ->
                        served.addAll(preflight.create(this, api, resources.id(path), path, spec.methods(path))));
    }

    private Authorizer authorizer(Output<String> userPoolArn) {
        return new Authorizer(
                spec.name() + "-users",
                AuthorizerArgs.builder()
                        .restApi(api.id())
                        .name("users")
                        .type("COGNITO_USER_POOLS")
                        .providerArns(Output.all(userPoolArn))
                        .identitySource("method.request.header.Authorization")
                        .build(),
                Scope.in(this));
    }

    private RequestValidator validator() {
        return new RequestValidator(
                spec.name() + "-body",
                RequestValidatorArgs.builder()
                        .restApi(api.id())
                        .name("body")
                        .validateRequestBody(true)
                        .validateRequestParameters(false)
                        .build(),
                Scope.in(this));
    }

    private Model model(JsonModel model) {
        return new Model(
                spec.name() + "-" + model.name(),
                ModelArgs.builder()
                        .restApi(api.id())
                        .name(model.name())
                        .description(model.description())
                        .contentType("application/json")
                        .schema(model.schema())
                        .build(),
                Scope.in(this));
    }

    private Response gatewayResponse(ProblemResponse problem) {
        ResponseArgs.Builder args = ResponseArgs.builder()
                .restApiId(api.id())
                .responseType(problem.type())
                .responseTemplates(Map.of("application/json", problem.template()))
                .responseParameters(Map.of(
                        "gatewayresponse.header.Content-Type",
                        "'application/problem+json'",
                        "gatewayresponse.header.Access-Control-Allow-Origin",
                        "'" + scope.settings().api().corsOrigin() + "'"));
        problem.status().ifPresent(status -> args.statusCode(status.toString()));
        return new Response(spec.name() + "-" + problem.type(), args.build(), Scope.in(this));
    }

    /**
     * A deployment is a copy of the API as it is now. Nothing would copy a changed method unless the trigger changes
     * with everything that is served.
     */
    private Deployment deployment(List<Resource> served, Optional<Output<String>> userPoolArn, JavaFunction function) {
        String shape = spec + "|" + ProblemResponse.ALL + "|"
                + scope.settings().api().corsOrigin() + "|" + Preflight.ALLOWED_HEADERS;
        Output<Map<String, String>> triggers = Output.tuple(
                        userPoolArn.orElseGet(() -> Output.of("")), function.invokeArn())
                .applyValue(known -> Map.of("served", Hashes.sha256(shape + "|" + known.t1 + "|" + known.t2)));
        return new Deployment(
                spec.name(),
                DeploymentArgs.builder()
                        .restApi(api.id())
                        .description(spec.description())
                        .triggers(triggers)
                        .build(),
                Scope.in(this, served));
    }

    /** Returns host and, where there is one, port: what a distribution has as its origin's domain name. */
    public Output<String> authority() {
        return stage.invokeUrl()
                .applyValue(url -> url.replaceFirst("^[a-z]+://", "").replaceFirst("/.*$", ""));
    }

    /** Returns the path that the stage adds to every route. */
    public String basePath() {
        return "/" + ApiStage.NAME;
    }

    /** Returns what the exports say of this API. */
    public Output<ApiRef> ref() {
        return Output.tuple(stage.invokeUrl(), api.id(), api.name(), stage.stageName())
                .applyValue(t -> new ApiRef(t.t1.replaceAll("/+$", ""), t.t2, t.t3, t.t4));
    }
}

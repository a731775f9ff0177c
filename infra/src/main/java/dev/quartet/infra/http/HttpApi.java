package dev.quartet.infra.http;

import com.pulumi.aws.apigatewayv2.Api;
import com.pulumi.aws.apigatewayv2.ApiArgs;
import com.pulumi.aws.apigatewayv2.Integration;
import com.pulumi.aws.apigatewayv2.IntegrationArgs;
import com.pulumi.aws.apigatewayv2.Route;
import com.pulumi.aws.apigatewayv2.RouteArgs;
import com.pulumi.aws.apigatewayv2.Stage;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.exports.ApiRef;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.policy.Statement;
import java.util.List;
import java.util.Map;

/** An HTTP API with one back end: exactly its routes, and no other path is passed on. */
public final class HttpApi extends ComponentResource {
    /** API Gateway's own limit is 30 s. */
    private static final int TIMEOUT_MILLIS = 30_000;

    private final Api api;
    private final Stage stage;

    /** Makes the API {@code quartet-<stack>-<name>}. */
    public HttpApi(
            Scope scope,
            Resource parent,
            String name,
            String description,
            List<HttpRoute> routes,
            Backend backend,
            Alarms alarms) {
        super("quartet:http:HttpApi", name, Scope.component(parent));
        this.api = new Api(
                name,
                ApiArgs.builder()
                        .name(scope.names().regional(name))
                        .description(description)
                        .protocolType("HTTP")
                        .build(),
                Scope.in(this));
        Integration integration = new Integration(
                name,
                backend.integrate(IntegrationArgs.builder().apiId(api.id()).timeoutMilliseconds(TIMEOUT_MILLIS))
                        .build(),
                Scope.in(this));
        routes.forEach(route -> add(name, route, integration, backend));
        this.stage = new HttpStage(scope, this, name).create(api);
        new HttpAlarms(alarms, api.id()).create(this, name);
        registerOutputs(Map.of("url", url()));
    }

    private void add(String name, HttpRoute route, Integration integration, Backend backend) {
        new Route(
                name + "-" + route.resourceName(),
                RouteArgs.builder()
                        .apiId(api.id())
                        .routeKey(route.key())
                        .authorizationType(route.signed() ? "AWS_IAM" : "NONE")
                        .target(integration.id().applyValue(id -> "integrations/" + id))
                        .build(),
                Scope.in(this));
        backend.admit(this, name + "-" + route.resourceName(), arn(route));
    }

    private Output<String> arn(HttpRoute route) {
        return api.executionArn().applyValue(arn -> arn + "/" + HttpStage.NAME + "/" + route.arnPath());
    }

    /** Returns what a caller needs to invoke exactly this signed route. */
    public Statement invoke(String sid, HttpRoute route) {
        return Statement.allow(sid, "execute-api:Invoke").on(arn(route));
    }

    /** Returns where the API answers, without a slash at the end. */
    public Output<String> url() {
        return stage.invokeUrl().applyValue(url -> url.replaceAll("/+$", ""));
    }

    /** Returns the API's id. */
    public Output<String> id() {
        return api.id();
    }

    /** Returns the stage's name, known when the stage exists. */
    public Output<String> stageName() {
        return stage.name();
    }

    /** Returns what the exports say of this API. */
    public Output<ApiRef> ref() {
        return Output.tuple(url(), api.id(), api.name(), stage.name())
                .applyValue(t -> new ApiRef(t.t1, t.t2, t.t3, t.t4));
    }
}

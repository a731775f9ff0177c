package dev.quartet.infra.http;

import com.pulumi.aws.apigatewayv2.IntegrationArgs;
import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.lambda.JavaFunction;

/** A function behind an HTTP API; events have the payload format 2.0. */
public record FunctionBackend(JavaFunction function) implements Backend {
    @Override
    public IntegrationArgs.Builder integrate(IntegrationArgs.Builder args) {
        return args.integrationType("AWS_PROXY")
                .integrationMethod("POST")
                .integrationUri(function.invokeArn())
                .payloadFormatVersion("2.0");
    }

    @Override
    public void admit(Resource parent, String name, Output<String> routeArn) {
        new Permission(
                name,
                PermissionArgs.builder()
                        .action("lambda:InvokeFunction")
                        .function(function.functionName())
                        .qualifier(function.aliasName())
                        .principal("apigateway.amazonaws.com")
                        .sourceArn(routeArn)
                        .build(),
                Scope.in(parent));
    }
}

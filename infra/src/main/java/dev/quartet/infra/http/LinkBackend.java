package dev.quartet.infra.http;

import com.pulumi.aws.apigatewayv2.IntegrationArgs;
import com.pulumi.core.Output;

/**
 * A load balancer in the private network behind an HTTP API. The stage is {@code $default}, so that paths arrive as they
 * were sent: another stage's name would stand in front of them.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html">AWS</a>
 */
public record LinkBackend(PrivateLink link, Output<String> listenerArn) implements Backend {
    @Override
    public IntegrationArgs.Builder integrate(IntegrationArgs.Builder args) {
        return args.integrationType("HTTP_PROXY")
                .integrationMethod("ANY")
                .connectionType("VPC_LINK")
                .connectionId(link.id())
                .integrationUri(listenerArn)
                .payloadFormatVersion("1.0");
    }
}

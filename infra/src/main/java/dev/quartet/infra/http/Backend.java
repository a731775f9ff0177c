package dev.quartet.infra.http;

import com.pulumi.aws.apigatewayv2.IntegrationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;

/** What stands behind an HTTP API. */
public interface Backend {
    /** Completes the one integration of the API. */
    IntegrationArgs.Builder integrate(IntegrationArgs.Builder args);

    /** Lets a route invoke the back end; {@code routeArn} is the route's, with wildcards for its parameters. */
    default void admit(Resource parent, String name, Output<String> routeArn) {}
}

package dev.quartet.infra.blog;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.lambda.FunctionSpec;
import dev.quartet.infra.lambda.VpcAttachment;
import dev.quartet.infra.policy.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the blog's functions have in common: one zip, whose handlers stand in a package each. */
final class BlogFunction {
    /** The functions' code, from the folder of Pulumi.yaml. */
    static final String ZIP = "functions/blog/target/blog.zip";

    private BlogFunction() {}

    /** Returns a function outside the VPC. */
    static FunctionSpec spec(
            String name,
            String description,
            String handler,
            int memoryMb,
            int timeoutSeconds,
            Map<String, Output<String>> environment,
            List<Statement> statements) {
        return spec(
                name,
                description,
                handler,
                memoryMb,
                timeoutSeconds,
                environment,
                statements,
                Optional.empty(),
                List.of());
    }

    static FunctionSpec spec(
            String name,
            String description,
            String handler,
            int memoryMb,
            int timeoutSeconds,
            Map<String, Output<String>> environment,
            List<Statement> statements,
            Optional<VpcAttachment> vpc,
            List<Resource> after) {
        return new FunctionSpec(
                name,
                description,
                ZIP,
                "dev.quartet.functions.blog." + handler + "::handleRequest",
                memoryMb,
                timeoutSeconds,
                environment,
                statements,
                vpc,
                after);
    }
}

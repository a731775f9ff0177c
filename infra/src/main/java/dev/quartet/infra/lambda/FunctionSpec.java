package dev.quartet.infra.lambda;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.policy.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one Java function consists of. {@code zip} is relative to the folder of Pulumi.yaml, memory is in MB, the time-out
 * in seconds; {@code after} must exist before a version is published, as SnapStart takes its snapshot then.
 */
public record FunctionSpec(
        String name,
        String description,
        String zip,
        String handler,
        int memoryMb,
        int timeoutSeconds,
        Map<String, Output<String>> environment,
        List<Statement> statements,
        Optional<VpcAttachment> vpc,
        Optional<SharedFolder> folder,
        List<Resource> after) {
    /** A function without a folder. */
    public FunctionSpec(
            String name,
            String description,
            String zip,
            String handler,
            int memoryMb,
            int timeoutSeconds,
            Map<String, Output<String>> environment,
            List<Statement> statements,
            Optional<VpcAttachment> vpc,
            List<Resource> after) {
        this(
                name,
                description,
                zip,
                handler,
                memoryMb,
                timeoutSeconds,
                environment,
                statements,
                vpc,
                Optional.empty(),
                after);
    }

    public FunctionSpec {
        environment = new LinkedHashMap<>(environment);
        statements = List.copyOf(statements);
        after = List.copyOf(after);
    }
}

package dev.quartet.local.lambda;

import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What Lambda refuses when a function is created, in its own words and with the cause. Thread-safe. */
final class CreationChecks {
    private static final Set<String> RUNTIMES = Set.of("java8.al2", "java11", "java17", "java21", "java25");
    private static final Set<String> SNAP_START_RUNTIMES = Set.of("java11", "java17", "java21", "java25");
    private static final List<String> NETWORK_INTERFACE_RIGHTS =
            List.of("CreateNetworkInterface", "DescribeNetworkInterfaces", "DeleteNetworkInterface");

    /** <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Reserved variables</a>. */
    private static final Set<String> RESERVED_VARIABLES = Set.of(
            "_HANDLER",
            "_X_AMZN_TRACE_ID",
            "AWS_DEFAULT_REGION",
            "AWS_REGION",
            "AWS_EXECUTION_ENV",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_ACCESS_KEY",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_LAMBDA_RUNTIME_API",
            "LAMBDA_TASK_ROOT",
            "LAMBDA_RUNTIME_DIR");

    private final RoleSessions roles;
    private final Authorizer authorizer;

    CreationChecks(RoleSessions roles, Authorizer authorizer) {
        this.roles = roles;
        this.authorizer = authorizer;
    }

    /** Throws {@link ProvisionException} for what the arguments alone show to be wrong. */
    void requireInputs(Inputs inputs) {
        if (!inputs.optionalString("packageType").orElse("Zip").equals("Zip")) {
            throw refused(inputs, "the local cloud runs functions of packageType Zip only");
        }
        if (!inputs.strings("layers").isEmpty()) {
            throw refused(inputs, "the local cloud runs functions without layers; pack what they hold into the zip");
        }
        var runtime = inputs.string("runtime");
        if (!RUNTIMES.contains(runtime)) {
            throw refused(inputs, "runtime '%s'; the local cloud runs %s".formatted(runtime, new TreeSet<>(RUNTIMES)));
        }
        inputs.string("handler");
        requireRange(inputs, "memorySize", LambdaLimits.LEAST_MEMORY_MB, LambdaLimits.MOST_MEMORY_MB);
        requireRange(inputs, "timeout", 1, LambdaLimits.MOST_TIMEOUT_SECONDS);
        inputs.block("ephemeralStorage")
                .ifPresent(storage ->
                        requireRange(storage, "size", LambdaLimits.LEAST_STORAGE_MB, LambdaLimits.MOST_STORAGE_MB));
        requireEnvironment(inputs);
        requireSnapStart(inputs);
        requireVpc(inputs);
    }

    /** Throws {@link ProvisionException} unless Lambda may assume the role, and the role may do what Lambda does with it. */
    void requireRole(Inputs inputs, FunctionVersion function) {
        try {
            roles.require(function);
        } catch (AwsException e) {
            throw refused(
                    inputs,
                    "The role defined for the function cannot be assumed by Lambda. (role %s: %s)"
                            .formatted(function.role(), e.getMessage()));
        }
        if (function.placement().isEmpty()) {
            return;
        }
        var role = roles.caller(function);
        for (var right : NETWORK_INTERFACE_RIGHTS) {
            if (!authorizer.allows(AccessRequest.of(role, "ec2:" + right, "*"))) {
                throw refused(
                        inputs,
                        "The provided execution role does not have permissions to call %s on EC2 (a function in a VPC needs ec2:%s; role %s is not allowed it, or its policy is attached after the function: see dependsOn)"
                                .formatted(right, String.join(", ec2:", NETWORK_INTERFACE_RIGHTS), function.role()));
            }
        }
    }

    private static void requireEnvironment(Inputs inputs) {
        var variables = inputs.block("environment")
                .map(block -> block.texts("variables"))
                .orElse(Map.of());
        var reserved = new TreeSet<>(variables.keySet());
        reserved.retainAll(RESERVED_VARIABLES);
        if (!reserved.isEmpty()) {
            throw refused(
                    inputs,
                    "Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: "
                            + String.join(", ", reserved));
        }
        int size = 0;
        for (var variable : variables.entrySet()) {
            if (!variable.getKey().matches("[a-zA-Z][a-zA-Z0-9_]+")) {
                throw refused(
                        inputs,
                        "environment variable '%s'; allowed are a letter, then letters, digits and _"
                                .formatted(variable.getKey()));
            }
            size += variable.getKey().getBytes(StandardCharsets.UTF_8).length;
            size += variable.getValue().getBytes(StandardCharsets.UTF_8).length;
        }
        if (size > LambdaLimits.ENVIRONMENT) {
            throw refused(
                    inputs,
                    "Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. (%d bytes, allowed are %d)"
                            .formatted(size, LambdaLimits.ENVIRONMENT));
        }
    }

    private static void requireSnapStart(Inputs inputs) {
        var applyOn =
                inputs.block("snapStart").map(block -> block.string("applyOn")).orElse("None");
        if (applyOn.equals("None")) {
            return;
        }
        if (!applyOn.equals("PublishedVersions")) {
            throw refused(inputs, "snapStart.applyOn '%s'; allowed is PublishedVersions".formatted(applyOn));
        }
        if (!SNAP_START_RUNTIMES.contains(inputs.string("runtime"))) {
            throw refused(inputs, inputs.string("runtime") + " is not supported for SnapStart enabled functions.");
        }
        if (inputs.block("fileSystemConfig").isPresent()) {
            throw refused(
                    inputs,
                    "EFS is not supported for SnapStart enabled functions. (snapStart.applyOn is PublishedVersions and fileSystemConfig is given: remove one)");
        }
        int storage = storage(inputs);
        if (storage > LambdaLimits.SNAP_START_STORAGE_MB) {
            throw refused(
                    inputs,
                    "Ephemeral storage over %d MB is not supported for SnapStart enabled functions. (ephemeralStorage.size is %d)"
                            .formatted(LambdaLimits.SNAP_START_STORAGE_MB, storage));
        }
    }

    private static void requireVpc(Inputs inputs) {
        var vpc = inputs.block("vpcConfig");
        int subnets = vpc.map(block -> block.strings("subnetIds").size()).orElse(0);
        int groups = vpc.map(block -> block.strings("securityGroupIds").size()).orElse(0);
        if ((subnets == 0) != (groups == 0)) {
            throw refused(
                    inputs,
                    "vpcConfig needs both: it has %d subnetIds, %d securityGroupIds".formatted(subnets, groups));
        }
        if (subnets == 0 && inputs.block("fileSystemConfig").isPresent()) {
            throw refused(
                    inputs,
                    "Function must be configured to execute in a VPC to reference access point %s."
                            .formatted(inputs.block("fileSystemConfig").get().string("arn")));
        }
    }

    static int storage(Inputs inputs) {
        return inputs.block("ephemeralStorage")
                .map(block -> block.optionalInteger("size").orElse(LambdaLimits.LEAST_STORAGE_MB))
                .orElse(LambdaLimits.LEAST_STORAGE_MB);
    }

    private static void requireRange(Inputs inputs, String property, int least, int most) {
        var value = inputs.optionalInteger(property);
        if (value.isPresent() && (value.getAsInt() < least || value.getAsInt() > most)) {
            throw refused(inputs, "%s %d; allowed are %d to %d".formatted(property, value.getAsInt(), least, most));
        }
    }

    private static ProvisionException refused(Inputs inputs, String message) {
        return new ProvisionException("%s: InvalidParameterValueException: %s".formatted(inputs.owner(), message));
    }
}

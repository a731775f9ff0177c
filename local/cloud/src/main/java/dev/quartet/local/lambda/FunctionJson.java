package dev.quartet.local.lambda;

import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Functions and aliases as Lambda's API writes them. */
final class FunctionJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private FunctionJson() {}

    /** @param arn as the caller named the function */
    static ObjectNode configuration(FunctionVersion version, String arn) {
        var node = JSON.createObjectNode()
                .put("FunctionName", version.name())
                .put("FunctionArn", arn)
                .put("Runtime", version.runtime())
                .put("Role", version.role())
                .put("Handler", version.handler())
                .put("CodeSize", version.code().size())
                .put("Description", version.description())
                .put("Timeout", version.timeout())
                .put("MemorySize", version.memorySize())
                .put("LastModified", version.lastModified())
                .put("CodeSha256", version.code().sha256())
                .put("Version", version.version())
                .put("State", "Active")
                .put("LastUpdateStatus", "Successful")
                .put("RevisionId", version.revisionId())
                .put("PackageType", "Zip");
        node.putObject("TracingConfig").put("Mode", version.tracing() ? "Active" : "PassThrough");
        node.putObject("EphemeralStorage").put("Size", version.ephemeralStorage());
        node.putObject("SnapStart")
                .put("ApplyOn", version.snapStart() ? "PublishedVersions" : "None")
                .put("OptimizationStatus", version.restored() ? "On" : "Off");
        node.putObject("LoggingConfig")
                .put("LogFormat", version.logging().json() ? "JSON" : "Text")
                .put("LogGroup", version.logging().group());
        version.architectures().forEach(node.putArray("Architectures")::add);
        var variables = node.putObject("Environment").putObject("Variables");
        new TreeMap<>(version.environment()).forEach(variables::put);
        version.placement().ifPresent(placement -> {
            var vpc = node.putObject("VpcConfig");
            placement.subnetIds().forEach(vpc.putArray("SubnetIds")::add);
            placement.securityGroupIds().forEach(vpc.putArray("SecurityGroupIds")::add);
        });
        version.fileSystem().ifPresent(mounted -> node.putArray("FileSystemConfigs")
                .addObject()
                .put("Arn", mounted.arn())
                .put("LocalMountPath", mounted.localMountPath()));
        return node;
    }

    static ObjectNode alias(LambdaFunction function, Alias alias) {
        var node = JSON.createObjectNode()
                .put("AliasArn", function.arn() + ":" + alias.name())
                .put("Name", alias.name())
                .put("FunctionVersion", alias.version())
                .put("Description", alias.description())
                .put("RevisionId", alias.revisionId());
        if (alias.weighted()) {
            var weights = node.putObject("RoutingConfig").putObject("AdditionalVersionWeights");
            new TreeMap<>(alias.weights()).forEach(weights::put);
        }
        return node;
    }
}

package dev.quartet.local.lambda;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Lambda's API tells of functions, their versions, aliases and policies. Thread-safe. */
final class FunctionReads {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final FunctionRegistry registry;
    private final Authorizer authorizer;

    FunctionReads(FunctionRegistry registry, Authorizer authorizer) {
        this.registry = requireNonNull(registry, "registry is null");
        this.authorizer = requireNonNull(authorizer, "authorizer is null");
    }

    /** Reads what the path after a function's name says; empty when there is no such operation. */
    Optional<JsonNode> read(AwsRequest request, FunctionName name, List<String> path) {
        if (path.isEmpty()) {
            return Optional.of(getFunction(request, name));
        }
        var what = path.getFirst();
        if (path.size() == 2 && what.equals("aliases")) {
            return Optional.of(getAlias(request, name, path.get(1)));
        }
        if (path.size() > 1) {
            return Optional.empty();
        }
        return switch (what) {
            case "configuration" -> Optional.of(getConfiguration(request, name));
            case "versions" -> Optional.of(listVersions(request, name));
            case "aliases" -> Optional.of(listAliases(request, name));
            case "policy" -> Optional.of(getPolicy(request, name));
            default -> Optional.empty();
        };
    }

    /** Returns all functions. */
    JsonNode listFunctions(AwsRequest request) {
        authorizer.require(AccessRequest.of(request.caller(), "lambda:ListFunctions", "*"));
        var output = JSON.createObjectNode();
        var functions = output.putArray("Functions");
        registry.all()
                .forEach(function -> functions.add(FunctionJson.configuration(
                        function.latest(), function.arn().toString())));
        return output;
    }

    private JsonNode getFunction(AwsRequest request, FunctionName name) {
        require(request, "GetFunction", name);
        var target = registry.target(name, 0);
        var output = JSON.createObjectNode();
        output.set("Configuration", FunctionJson.configuration(target.version(), target.invokedArn()));
        output.putObject("Code")
                .put("RepositoryType", "S3")
                .put("Location", target.version().code().root().toUri().toString());
        var tags = output.putObject("Tags");
        target.function().tags().forEach(tags::put);
        target.function().reservedConcurrency().ifPresent(reserved -> output.putObject("Concurrency")
                .put("ReservedConcurrentExecutions", reserved));
        return output;
    }

    private JsonNode getConfiguration(AwsRequest request, FunctionName name) {
        require(request, "GetFunctionConfiguration", name);
        var target = registry.target(name, 0);
        return FunctionJson.configuration(target.version(), target.invokedArn());
    }

    private JsonNode listVersions(AwsRequest request, FunctionName name) {
        require(request, "ListVersionsByFunction", name);
        var function = registry.function(name);
        var output = JSON.createObjectNode();
        var versions = output.putArray("Versions");
        versions.add(
                FunctionJson.configuration(function.latest(), function.latest().qualifiedArn()));
        function.published()
                .forEach(version -> versions.add(FunctionJson.configuration(version, version.qualifiedArn())));
        return output;
    }

    private JsonNode listAliases(AwsRequest request, FunctionName name) {
        require(request, "ListAliases", name);
        var function = registry.function(name);
        var output = JSON.createObjectNode();
        var aliases = output.putArray("Aliases");
        function.aliases().forEach(alias -> aliases.add(FunctionJson.alias(function, alias)));
        return output;
    }

    private JsonNode getAlias(AwsRequest request, FunctionName name, String alias) {
        require(request, "GetAlias", name);
        var function = registry.function(name);
        return FunctionJson.alias(
                function,
                function.alias(alias)
                        .orElseThrow(() -> new AwsException(
                                "ResourceNotFoundException",
                                404,
                                "Cannot find alias arn: %s:%s".formatted(function.arn(), alias))));
    }

    private JsonNode getPolicy(AwsRequest request, FunctionName name) {
        require(request, "GetPolicy", name);
        var policy = registry.function(name)
                .policy(name.qualifier())
                .orElseThrow(() -> new AwsException(
                        "ResourceNotFoundException", 404, "No policy is associated with the given resource."));
        return JSON.createObjectNode().put("Policy", policy);
    }

    private void require(AwsRequest request, String operation, FunctionName name) {
        authorizer.require(AccessRequest.of(request.caller(), "lambda:" + operation, registry.arn(name)));
    }
}

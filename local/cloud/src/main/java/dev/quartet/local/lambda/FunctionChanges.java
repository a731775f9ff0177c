package dev.quartet.local.lambda;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Asset;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.http.BodyTooLargeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lambda's operations that change functions, versions and aliases, by which new code is rolled out. Thread-safe. */
final class FunctionChanges {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">50 MB of zip</a> in base64, and the rest. */
    private static final int MOST_BODY = 70 << 20;

    private final FunctionRegistry registry;
    private final FunctionProvisioner functions;
    private final Authorizer authorizer;
    private final Path uploads;

    /** @param uploads a folder for the zips that arrive */
    FunctionChanges(FunctionRegistry registry, FunctionProvisioner functions, Authorizer authorizer, Path uploads) {
        this.registry = registry;
        this.functions = functions;
        this.authorizer = authorizer;
        this.uploads = uploads;
    }

    /** An operation's status and output. */
    record Result(int status, JsonNode output) {}

    /** Carries out the request when it is one of these: {@code what} follows the function in its path. */
    Optional<Result> handle(AwsRequest request, FunctionName name, List<String> what) throws IOException {
        var operation = request.exchange().method() + " " + String.join("/", what.subList(0, Math.min(1, what.size())));
        return switch (what.size()) {
            case 1 ->
                switch (operation) {
                    case "PUT code" -> Optional.of(new Result(200, updateCode(request, name)));
                    case "PUT configuration" -> Optional.of(new Result(200, updateConfiguration(request, name)));
                    case "POST versions" -> Optional.of(new Result(201, publish(request, name)));
                    case "POST aliases" -> Optional.of(new Result(201, createAlias(request, name)));
                    default -> Optional.empty();
                };
            case 2 ->
                operation.equals("PUT aliases")
                        ? Optional.of(new Result(200, updateAlias(request, name, what.get(1))))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private JsonNode updateCode(AwsRequest request, FunctionName name) throws IOException {
        require(request, "UpdateFunctionCode", name);
        var input = input(request);
        for (var other : List.of("S3Bucket", "S3Key", "ImageUri")) {
            if (input.has(other)) {
                throw invalid(
                        other + ": the local cloud takes code as ZipFile only (aws lambda … --zip-file fileb://…)");
            }
        }
        var function = registry.function(name);
        requireRevision(input, function.latest().revisionId());
        var zip = zip(input);
        if (!input.path("DryRun").asBoolean(false)) {
            change(function, inputs -> {
                inputs.put("code", new Asset(true, Optional.of(zip), Optional.empty()));
                inputs.remove("sourceCodeHash");
            });
        }
        var changed = input.path("Publish").asBoolean(false) ? function.publish(Optional.empty()) : function.latest();
        return FunctionJson.configuration(changed, changed.qualifiedArn());
    }

    private JsonNode updateConfiguration(AwsRequest request, FunctionName name) throws IOException {
        require(request, "UpdateFunctionConfiguration", name);
        var input = input(request);
        var function = registry.function(name);
        requireRevision(input, function.latest().revisionId());
        if (input.has("Role")) {
            authorizer.require(new AccessRequest(
                    request.caller(),
                    "iam:PassRole",
                    input.path("Role").asString(),
                    Map.of("iam:PassedToService", "lambda.amazonaws.com"),
                    Optional.empty()));
        }
        var arguments = ConfigurationArguments.of(input);
        change(function, inputs -> inputs.putAll(arguments));
        return FunctionJson.configuration(function.latest(), function.arn().toString());
    }

    private JsonNode publish(AwsRequest request, FunctionName name) throws IOException {
        require(request, "PublishVersion", name);
        var input = input(request);
        var function = registry.function(name);
        requireRevision(input, function.latest().revisionId());
        var hash = text(input, "CodeSha256");
        if (hash.isPresent() && !hash.get().equals(function.latest().code().sha256())) {
            throw invalid(
                    "CodeSHA256 (%s) is different from current CodeSHA256 in $LATEST (%s). Please try again with the CodeSHA256 in $LATEST."
                            .formatted(hash.get(), function.latest().code().sha256()));
        }
        var version = function.publish(text(input, "Description"));
        return FunctionJson.configuration(version, version.qualifiedArn());
    }

    private JsonNode createAlias(AwsRequest request, FunctionName name) throws IOException {
        require(request, "CreateAlias", name);
        var input = input(request);
        var function = registry.function(name);
        var alias = new Alias(
                required(input, "Name"),
                required(input, "FunctionVersion"),
                text(input, "Description").orElse(""),
                weights(input).orElse(Map.of()));
        Aliases.require(function, alias);
        function.add(alias);
        return FunctionJson.alias(function, alias);
    }

    private JsonNode updateAlias(AwsRequest request, FunctionName name, String aliasName) throws IOException {
        require(request, "UpdateAlias", name);
        var input = input(request);
        var function = registry.function(name);
        synchronized (function) {
            var before = function.alias(aliasName)
                    .orElseThrow(() -> new AwsException(
                            "ResourceNotFoundException",
                            404,
                            "Cannot find alias arn: %s:%s".formatted(function.arn(), aliasName)));
            requireRevision(input, before.revisionId());
            // What is not given stays as it is; weights that are given replace all.
            var alias = new Alias(
                    aliasName,
                    text(input, "FunctionVersion").orElse(before.version()),
                    text(input, "Description").orElse(before.description()),
                    weights(input).orElse(before.weights()));
            Aliases.require(function, alias);
            function.replace(alias);
            return FunctionJson.alias(function, alias);
        }
    }

    private void change(LambdaFunction function, Consumer<Map<String, Object>> edit) {
        try {
            functions.change(function, edit);
        } catch (ProvisionException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private Path zip(JsonNode input) throws IOException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(required(input, "ZipFile"));
        } catch (IllegalArgumentException e) {
            throw invalid("ZipFile is not base64: " + e.getMessage());
        }
        Files.createDirectories(uploads);
        var file = Files.createTempFile(uploads, "code", ".zip");
        Files.write(file, bytes);
        return file;
    }

    private static Optional<Map<String, Double>> weights(JsonNode input) {
        if (!input.has("RoutingConfig")) {
            return Optional.empty();
        }
        var result = new TreeMap<String, Double>();
        for (var entry :
                input.path("RoutingConfig").path("AdditionalVersionWeights").properties()) {
            if (!entry.getValue().isNumber()) {
                throw invalid("AdditionalVersionWeights[%s] is %s; allowed are 0 to 1"
                        .formatted(entry.getKey(), entry.getValue()));
            }
            result.put(entry.getKey(), entry.getValue().asDouble());
        }
        return Optional.of(result);
    }

    private static void requireRevision(JsonNode input, String revisionId) {
        if (text(input, "RevisionId").filter(id -> !id.equals(revisionId)).isPresent()) {
            throw new AwsException(
                    "PreconditionFailedException",
                    412,
                    "The RevisionId provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id");
        }
    }

    private void require(AwsRequest request, String operation, FunctionName name) {
        authorizer.require(AccessRequest.of(
                request.caller(),
                "lambda:" + operation,
                registry.arn(new FunctionName(name.name(), Optional.empty()))));
    }

    private static JsonNode input(AwsRequest request) throws IOException {
        try {
            var body = request.exchange().body(MOST_BODY);
            var input = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
            if (input.isObject()) {
                return input;
            }
        } catch (BodyTooLargeException e) {
            throw new AwsException(
                    "RequestEntityTooLargeException",
                    413,
                    "Request must be smaller than %d bytes".formatted(MOST_BODY));
        } catch (JacksonException e) {
            throw new AwsException("InvalidRequestContentException", 400, "not JSON: " + e.getOriginalMessage());
        }
        throw new AwsException("InvalidRequestContentException", 400, "the body must be a JSON object");
    }

    private static String required(JsonNode input, String member) {
        return text(input, member).orElseThrow(() -> invalid("%s is missing; it must be a text".formatted(member)));
    }

    private static Optional<String> text(JsonNode input, String member) {
        return Optional.ofNullable(input.get(member)).filter(JsonNode::isString).map(JsonNode::asString);
    }

    private static AwsException invalid(String message) {
        return new AwsException("InvalidParameterValueException", 400, message);
    }
}

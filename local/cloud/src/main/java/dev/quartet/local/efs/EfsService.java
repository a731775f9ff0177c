package dev.quartet.local.efs;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.ErrorForm;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API, as far as looking at file systems goes: {@code aws efs describe-file-systems}. Thread-safe. See <a
 * href="https://docs.aws.amazon.com/efs/latest/ug/API_DescribeFileSystems.html">AWS</a>.
 */
final class EfsService implements AwsService {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String FILE_SYSTEMS = "/2015-02-01/file-systems";
    private static final Pattern WANTED = Pattern.compile("(?:^|&)(FileSystemId|CreationToken)=([^&]*)");
    private static final int MILLIS = 1000;

    private final Registry registry;
    private final Authorizer authorizer;

    EfsService(Registry registry, Authorizer authorizer) {
        this.registry = registry;
        this.authorizer = authorizer;
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("elasticfilesystem");
    }

    @Override
    public void handle(AwsRequest request) throws Exception {
        try {
            var exchange = request.exchange();
            if (!exchange.method().equals("GET") || !exchange.rawPath().equals(FILE_SYSTEMS)) {
                throw new AwsException(
                        "UnknownOperationException",
                        404,
                        "The local cloud does not know the operation %s %s"
                                .formatted(exchange.method(), exchange.rawPath()));
            }
            var body = JSON.writeValueAsBytes(describe(request));
            var headers = Map.of("Content-Type", "application/json", "x-amzn-RequestId", request.requestId());
            exchange.respond(200, headers, body);
        } catch (AwsException e) {
            ErrorForm.REST_JSON.respond(request.exchange(), e, request.requestId());
        }
    }

    private JsonNode describe(AwsRequest request) {
        var wanted = new TreeMap<String, String>();
        var query = WANTED.matcher(
                Optional.ofNullable(request.exchange().rawQuery()).orElse(""));
        while (query.find()) {
            wanted.put(query.group(1), URLDecoder.decode(query.group(2), StandardCharsets.UTF_8));
        }
        var id = wanted.getOrDefault("FileSystemId", "");
        id = id.substring(id.lastIndexOf('/') + 1);
        authorizer.require(AccessRequest.of(
                request.caller(),
                "elasticfilesystem:DescribeFileSystems",
                registry.arn("file-system/" + (id.isEmpty() ? "*" : id))));
        if (!id.isEmpty() && registry.find(id).isEmpty()) {
            throw new AwsException("FileSystemNotFound", 404, "File system '%s' does not exist.".formatted(id));
        }
        var result = JSON.createObjectNode();
        var list = result.putArray("FileSystems");
        for (var each : registry.all()) {
            var settings = each.settings();
            if ((id.isEmpty() || id.equals(settings.id()))
                    && wanted.getOrDefault("CreationToken", settings.creationToken())
                            .equals(settings.creationToken())) {
                list.add(json(each));
            }
        }
        return result;
    }

    private ObjectNode json(FileSystem fileSystem) {
        var settings = fileSystem.settings();
        long stored = fileSystem.meter().stored();
        var node = JSON.createObjectNode()
                .put("OwnerId", registry.context().accountId())
                .put("CreationToken", settings.creationToken())
                .put("FileSystemId", settings.id())
                .put("FileSystemArn", settings.arn())
                .put("CreationTime", settings.created().toEpochMilli() / (double) MILLIS)
                .put("LifeCycleState", "available")
                .put("Name", settings.name())
                .put("NumberOfMountTargets", fileSystem.targetsByZone().size())
                .put("PerformanceMode", settings.performanceMode())
                .put("ThroughputMode", settings.throughputMode())
                .put("Encrypted", settings.encrypted());
        node.putObject("SizeInBytes").put("Value", stored).put("ValueInStandard", stored);
        var tags = node.putArray("Tags");
        new TreeMap<>(settings.tags())
                .forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
        return node;
    }
}

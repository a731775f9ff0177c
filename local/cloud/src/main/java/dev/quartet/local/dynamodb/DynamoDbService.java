package dev.quartet.local.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.JsonApi;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.http.BodyTooLargeException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** DynamoDB and DynamoDB Streams: authorises, hands on to DynamoDB Local, counts what it reports. Thread-safe. */
public final class DynamoDbService implements AwsService, JsonApi {
    private static final Logger log = LoggerFactory.getLogger(DynamoDbService.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TYPE = "application/x-amz-json-1.0";
    /** DynamoDB's own limit of a request. */
    private static final int MAX_BODY = 16 * 1024 * 1024;

    private final Authorizer authorizer;
    private final DynamoDbBackend backend;
    private final LocalArns arns;
    private final Permissions permissions;
    private final Meter meter;
    private final TableExtras extras;
    private final Writes writes = new Writes();

    /** Creates it over {@code process}, which may still be starting. */
    public DynamoDbService(CloudContext context, DynamoDbProcess process, Authorizer authorizer, Metrics metrics) {
        this.authorizer = requireNonNull(authorizer, "authorizer is null");
        this.backend = new DynamoDbBackend(process);
        this.arns = new LocalArns(context.accountId());
        this.permissions = new Permissions(arns);
        this.meter = new Meter(metrics);
        this.extras = new TableExtras(context.clock());
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("dynamodb");
    }

    @Override
    public Set<String> targetPrefixes() {
        return Set.of("DynamoDB_20120810", "DynamoDBStreams_20120810");
    }

    @Override
    public void handle(AwsRequest request) throws Exception {
        Reply reply;
        try {
            var target = request.exchange().header("X-Amz-Target").orElse("");
            var name = target.substring(target.indexOf('.') + 1);
            reply = call(request.caller(), request.region(), name, read(request));
        } catch (AwsException e) {
            reply = new Reply(e.status(), error(e.code(), e.getMessage()));
        }
        var headers = Map.of("Content-Type", TYPE, "x-amzn-RequestId", request.requestId());
        request.exchange().respond(reply.status(), headers, JSON.writeValueAsBytes(reply.body()));
    }

    @Override
    public Reply call(Caller caller, String region, String name, ObjectNode input) {
        var operation = Operation.named(name);
        if (operation == null) {
            throw new AwsException(
                    "UnknownOperationException", 400, "The local cloud does not know the operation " + name);
        }
        normalise(region, operation, input);
        for (var permission : permissions.of(region, operation, input)) {
            authorizer.require(AccessRequest.of(caller, permission.action(), permission.resource()));
        }
        return switch (operation.kind()) {
            case ITEMS -> items(region, operation, input);
            case TABLE, STREAM -> description(region, operation, input);
            case FRONT -> front(region, operation, input);
        };
    }

    /** Returns what is kept beside DynamoDB Local, for the provisioner. */
    TableExtras extras() {
        return extras;
    }

    /** Returns who is told of writes. */
    Writes writes() {
        return writes;
    }

    /** Returns the ARN of {@code resource} in {@code region}. */
    String arn(String region, String resource) {
        return arns.arn(region, resource);
    }

    /** Runs an operation as the provisioner, who is past authorisation and not counted. */
    Reply provision(String region, String name, ObjectNode input) {
        return description(region, requireNonNull(Operation.named(name), name), input);
    }

    private Reply items(String region, Operation operation, ObjectNode input) {
        var tables = Permissions.tables(operation, input);
        var asked = CapacityReport.askAll(input);
        long started = System.nanoTime();
        var reply = send(region, operation, input);
        meter.count(region, operation, tables, reply, Duration.ofNanos(System.nanoTime() - started));
        CapacityReport.keepOnly(asked, reply.body());
        if (reply.ok() && operation.capacity() == Operation.Capacity.WRITE) {
            writes.happened(region, tables);
        }
        return reply;
    }

    private Reply description(String region, Operation operation, ObjectNode input) {
        arns.localise(region, input);
        var reply = send(region, operation, input);
        if (operation.name().equals("GetRecords")) {
            // Not a walk: the records hold the user's items.
            StreamRecords.correct(region, reply.body());
            var next = reply.body().path("NextShardIterator");
            if (next.isString()) {
                reply.body().put("NextShardIterator", arns.toFront(region, next.asString()));
            }
        } else {
            arns.describe(region, reply.body());
        }
        return reply;
    }

    private Reply front(String region, Operation operation, ObjectNode input) {
        var arn = input.has("ResourceArn")
                ? input.path("ResourceArn").asString("")
                : arn(region, "table/" + input.path("TableName").asString(""));
        var describe = JSON.createObjectNode().put("TableName", arns.tableName(region, arn));
        var table = send(region, requireNonNull(Operation.named("DescribeTable")), describe);
        if (!table.ok()) {
            return table;
        }
        return new Reply(200, extras.answer(operation.name(), arn, input));
    }

    private Reply send(String region, Operation operation, ObjectNode input) {
        try {
            return backend.call(region, operation.target(), input);
        } catch (IOException e) {
            log.error("DynamoDB Local does not answer {}", operation.name(), e);
            return new Reply(500, error("InternalServerError", "DynamoDB Local does not answer: " + e.getMessage()));
        }
    }

    /** Newer clients name tables by ARN; from here on they have names. */
    private void normalise(String region, Operation operation, ObjectNode input) {
        name(region, input);
        if (operation.name().startsWith("Transact")) {
            for (var item : input.path("TransactItems")) {
                for (var action : item) {
                    if (action instanceof ObjectNode object) {
                        name(region, object);
                    }
                }
            }
        }
    }

    private void name(String region, ObjectNode holder) {
        if (holder.path("TableName").isString()) {
            holder.put(
                    "TableName", arns.tableName(region, holder.path("TableName").asString()));
        }
    }

    private static ObjectNode read(AwsRequest request) throws IOException {
        try {
            if (JSON.readTree(request.exchange().body(MAX_BODY)) instanceof ObjectNode object) {
                return object;
            }
        } catch (BodyTooLargeException e) {
            throw new AwsException("RequestEntityTooLargeException", 413, "Request size exceeded " + MAX_BODY);
        } catch (JacksonException e) {
            throw new AwsException("SerializationException", 400, "not JSON: " + e.getOriginalMessage());
        }
        throw new AwsException("SerializationException", 400, "The request body is not a JSON object");
    }

    private static ObjectNode error(String code, String message) {
        return JSON.createObjectNode().put("__type", code).put("message", message);
    }
}

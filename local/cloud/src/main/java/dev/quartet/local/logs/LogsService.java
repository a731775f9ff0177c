package dev.quartet.local.logs;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.AwsJsonProtocol;
import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.CloudContext;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** CloudWatch Logs' API (AWS JSON 1.1): writing here, reading in {@link LogQueries}. Thread-safe. */
public final class LogsService implements AwsService {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** PutLogEvents' limits: events of a call, and how old and how far ahead one may be. */
    private static final int MOST_EVENTS = 10_000;

    private static final Duration OLDEST = Duration.ofDays(14);
    private static final Duration AHEAD = Duration.ofHours(2);

    private final CloudContext context;
    private final LogStore store;
    private final Authorizer authorizer;
    private final AwsJsonProtocol protocol;

    /** Creates the API of {@code store}. */
    public LogsService(CloudContext context, LogStore store, Authorizer authorizer) {
        this.context = requireNonNull(context, "context is null");
        this.store = requireNonNull(store, "store is null");
        this.authorizer = requireNonNull(authorizer, "authorizer is null");
        var queries = new LogQueries(context, store, this::require);
        protocol = new AwsJsonProtocol(Map.of(
                "CreateLogGroup", this::createLogGroup,
                "CreateLogStream", this::createLogStream,
                "PutLogEvents", this::putLogEvents,
                "DescribeLogGroups", queries::describeLogGroups,
                "DescribeLogStreams", queries::describeLogStreams,
                "GetLogEvents", queries::getLogEvents,
                "FilterLogEvents", queries::filterLogEvents));
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("logs");
    }

    @Override
    public Set<String> targetPrefixes() {
        return Set.of("Logs_20140328");
    }

    @Override
    public void handle(AwsRequest request) throws Exception {
        protocol.handle(request);
    }

    private JsonNode createLogGroup(AwsRequest request, ObjectNode input) {
        var group = text(input, "logGroupName");
        require(request, "CreateLogGroup", group, "");
        store.create(group, OptionalInt.empty());
        return JSON.createObjectNode();
    }

    private JsonNode createLogStream(AwsRequest request, ObjectNode input) {
        var group = text(input, "logGroupName");
        var stream = text(input, "logStreamName");
        require(request, "CreateLogStream", group, stream);
        store.existing(group).create(stream, context.clock().millis());
        return JSON.createObjectNode();
    }

    private JsonNode putLogEvents(AwsRequest request, ObjectNode input) {
        var name = text(input, "logGroupName");
        var stream = text(input, "logStreamName");
        require(request, "PutLogEvents", name, stream);
        var group = store.existing(name);
        group.existing(stream);
        var events = input.path("logEvents");
        if (events.isEmpty() || events.size() > MOST_EVENTS) {
            throw invalid("logEvents has %d members; allowed are 1 to %d".formatted(events.size(), MOST_EVENTS));
        }
        long now = context.clock().millis();
        int tooOld = 0;
        int tooNew = -1;
        int index = 0;
        for (var event : events) {
            long timestamp = event.path("timestamp").asLong(now);
            if (timestamp < now - OLDEST.toMillis()) {
                tooOld = index + 1;
            } else if (timestamp > now + AHEAD.toMillis()) {
                tooNew = tooNew < 0 ? index : tooNew;
            } else {
                store.append(group, stream, timestamp, event.path("message").asString(""));
            }
            index++;
        }
        var output = JSON.createObjectNode().put("nextSequenceToken", Long.toString(now));
        if (tooOld > 0 || tooNew >= 0) {
            var rejected = output.putObject("rejectedLogEventsInfo");
            if (tooOld > 0) {
                rejected.put("tooOldLogEventEndIndex", tooOld);
            }
            if (tooNew >= 0) {
                rejected.put("tooNewLogEventStartIndex", tooNew);
            }
        }
        return output;
    }

    /** Asks IAM about a stream of a group; without a stream about the group, which IAM writes as an empty stream. */
    private void require(AwsRequest request, String operation, String group, String stream) {
        var resource = context.arn("logs", "log-group:%s:log-stream:%s".formatted(group, stream));
        authorizer.require(AccessRequest.of(request.caller(), "logs:" + operation, resource.toString()));
    }

    static String text(ObjectNode input, String property) {
        var value = input.path(property).asString("");
        if (value.isEmpty()) {
            throw invalid(property + " is missing");
        }
        return value;
    }

    static AwsException invalid(String message) {
        return new AwsException("InvalidParameterException", 400, message);
    }
}

package dev.quartet.local.logs;

import static dev.quartet.local.logs.LogsService.invalid;
import static dev.quartet.local.logs.LogsService.text;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.CloudContext;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** CloudWatch Logs' reading operations. Thread-safe. */
final class LogQueries {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_EVENTS = 10_000;
    private static final int MOST_DESCRIBED = 50;

    private final CloudContext context;
    private final LogStore store;
    private final Access access;

    LogQueries(CloudContext context, LogStore store, Access access) {
        this.context = context;
        this.store = store;
        this.access = access;
    }

    /** IAM's say on an operation; the stream is empty for the whole group. */
    @FunctionalInterface
    interface Access {
        void require(AwsRequest request, String operation, String group, String stream);
    }

    JsonNode describeLogGroups(AwsRequest request, ObjectNode input) {
        access.require(request, "DescribeLogGroups", "", "");
        var prefix = input.path("logGroupNamePrefix").asString("");
        var pattern = input.path("logGroupNamePattern").asString("");
        var found = store.all().stream()
                .filter(group -> group.name().startsWith(prefix) && group.name().contains(pattern))
                .toList();
        var page = page(input, found, MOST_DESCRIBED);
        var output = JSON.createObjectNode();
        var groups = output.putArray("logGroups");
        for (var group : page) {
            var node = groups.addObject()
                    .put("logGroupName", group.name())
                    .put("arn", group.arn() + ":*")
                    .put("logGroupArn", group.arn().toString())
                    .put("creationTime", group.creationTime())
                    .put("metricFilterCount", 0)
                    .put("logGroupClass", "STANDARD")
                    .put(
                            "storedBytes",
                            group.streams().stream()
                                    .mapToLong(LogStream::characters)
                                    .sum());
            group.retentionInDays().ifPresent(days -> node.put("retentionInDays", days));
        }
        return withToken(input, output, found.size(), page.size());
    }

    JsonNode describeLogStreams(AwsRequest request, ObjectNode input) {
        var group = group(request, input, "DescribeLogStreams", "");
        var prefix = input.path("logStreamNamePrefix").asString("");
        Comparator<LogStream> order =
                switch (input.path("orderBy").asString("LogStreamName")) {
                    case "LogStreamName" -> Comparator.comparing(LogStream::name);
                    case "LastEventTime" -> Comparator.comparingLong(LogStream::lastUse);
                    default ->
                        throw invalid("orderBy '%s'; allowed are LogStreamName, LastEventTime"
                                .formatted(input.path("orderBy").asString()));
                };
        var found = group.streams().stream()
                .filter(stream -> stream.name().startsWith(prefix))
                .sorted(input.path("descending").asBoolean(false) ? order.reversed() : order)
                .toList();
        var page = page(input, found, MOST_DESCRIBED);
        var output = JSON.createObjectNode();
        var streams = output.putArray("logStreams");
        for (var stream : page) {
            var node = streams.addObject()
                    .put("logStreamName", stream.name())
                    .put("arn", group.arn() + ":log-stream:" + stream.name())
                    .put("creationTime", stream.creationTime())
                    .put("storedBytes", 0);
            stream.first().ifPresent(event -> node.put("firstEventTimestamp", event.timestamp()));
            stream.last().ifPresent(event -> node.put("lastEventTimestamp", event.timestamp())
                    .put("lastIngestionTime", event.ingestionTime()));
        }
        return withToken(input, output, found.size(), page.size());
    }

    /** Tokens are {@code f/SEQUENCE} (from that event on) and {@code b/SEQUENCE} (what is before it). */
    JsonNode getLogEvents(AwsRequest request, ObjectNode input) {
        var stream = text(input, "logStreamName");
        var group = group(request, input, "GetLogEvents", stream);
        var token = input.path("nextToken").asString("");
        if (!token.isEmpty() && !token.matches("[fb]/\\d{1,18}")) {
            throw invalid("The specified nextToken is invalid.");
        }
        long position = token.isEmpty() ? 0 : Long.parseLong(token.substring(2));
        boolean forward = token.isEmpty() ? input.path("startFromHead").asBoolean(false) : token.startsWith("f");
        var events = group
                .events(List.of(group.existing(stream)), context.clock().millis())
                .stream()
                .filter(inTime(input))
                .filter(event -> token.isEmpty()
                        || (token.startsWith("f") ? event.sequence() >= position : event.sequence() < position))
                .toList();
        int limit = limit(input, MOST_EVENTS);
        int from = forward ? 0 : Math.max(0, events.size() - limit);
        var page = events.subList(from, Math.min(events.size(), from + limit));
        var output = JSON.createObjectNode();
        var list = output.putArray("events");
        for (var event : page) {
            list.addObject()
                    .put("timestamp", event.timestamp())
                    .put("message", event.message())
                    .put("ingestionTime", event.ingestionTime());
        }
        output.put(
                "nextForwardToken",
                "f/" + (page.isEmpty() ? position : page.getLast().sequence() + 1));
        return output.put(
                "nextBackwardToken",
                "b/" + (page.isEmpty() ? position : page.getFirst().sequence()));
    }

    JsonNode filterLogEvents(AwsRequest request, ObjectNode input) {
        var group = group(request, input, "FilterLogEvents", "");
        var names = new HashSet<String>();
        input.path("logStreamNames").forEach(name -> names.add(name.asString("")));
        var prefix = input.path("logStreamNamePrefix").asString("");
        var pattern = new FilterPattern(input.path("filterPattern").asString(""));
        var streams = group.streams().stream()
                .filter(stream -> names.isEmpty() || names.contains(stream.name()))
                .filter(stream -> stream.name().startsWith(prefix))
                .toList();
        var found = group.events(streams, context.clock().millis()).stream()
                .filter(inTime(input))
                .filter(event -> pattern.test(event.message()))
                .toList();
        var page = page(input, found, MOST_EVENTS);
        var output = JSON.createObjectNode();
        var list = output.putArray("events");
        for (var event : page) {
            list.addObject()
                    .put("logStreamName", event.stream())
                    .put("timestamp", event.timestamp())
                    .put("message", event.message())
                    .put("ingestionTime", event.ingestionTime())
                    .put("eventId", Long.toString(event.sequence()));
        }
        output.putArray("searchedLogStreams");
        return withToken(input, output, found.size(), page.size());
    }

    private LogGroup group(AwsRequest request, ObjectNode input, String operation, String stream) {
        var identifier = input.path("logGroupIdentifier").asString("");
        var name = identifier.isEmpty()
                ? text(input, "logGroupName")
                : identifier.substring(
                        identifier.lastIndexOf(":log-group:") < 0
                                ? 0
                                : identifier.lastIndexOf(":log-group:") + ":log-group:".length());
        access.require(request, operation, name, stream);
        return store.existing(name);
    }

    private static Predicate<LogEvent> inTime(ObjectNode input) {
        long start = input.path("startTime").asLong(0);
        long end = input.path("endTime").asLong(Long.MAX_VALUE);
        return event -> event.timestamp() >= start && event.timestamp() < end;
    }

    private static <T> List<T> page(ObjectNode input, List<T> found, int most) {
        int from = Math.min(offset(input), found.size());
        return found.subList(from, Math.min(found.size(), from + limit(input, most)));
    }

    private static JsonNode withToken(ObjectNode input, ObjectNode output, int found, int returned) {
        int next = Math.min(offset(input), found) + returned;
        return next < found ? output.put("nextToken", Integer.toString(next)) : output;
    }

    private static int offset(ObjectNode input) {
        var token = input.path("nextToken").asString("0");
        if (!token.matches("\\d{1,9}")) {
            throw invalid("The specified nextToken is invalid.");
        }
        return Integer.parseInt(token);
    }

    private static int limit(ObjectNode input, int most) {
        int limit = input.path("limit").asInt(most);
        if (limit < 1 || limit > most) {
            throw invalid("limit %d; allowed are 1 to %d".formatted(limit, most));
        }
        return limit;
    }
}

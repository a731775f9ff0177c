package dev.quartet.local.scheduler;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.ErrorForm;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.http.BodyTooLargeException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Scheduler's API (REST-JSON), see <a href="https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Operations.html">its
 * operations</a>. Thread-safe.
 */
final class SchedulerService implements AwsService {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_BODY = 512 * 1024;
    private static final int PAGE = 100;

    private final Schedules schedules;
    private final ExecutionRole roles;
    private final Authorizer authorizer;

    SchedulerService(Schedules schedules, ExecutionRole roles, Authorizer authorizer) {
        this.schedules = schedules;
        this.roles = roles;
        this.authorizer = authorizer;
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("scheduler");
    }

    @Override
    public void handle(AwsRequest request) throws Exception {
        try {
            var body = JSON.writeValueAsBytes(route(request));
            var headers = Map.of("Content-Type", "application/json", "x-amzn-RequestId", request.requestId());
            request.exchange().respond(200, headers, body);
        } catch (AwsException e) {
            ErrorForm.REST_JSON.respond(request.exchange(), e, request.requestId());
        }
    }

    private JsonNode route(AwsRequest request) throws IOException {
        var exchange = request.exchange();
        var parts = exchange.rawPath().substring(1).split("/", 2);
        var name = parts.length > 1 ? decode(parts[1]) : "";
        var query = query(request);
        var operation = exchange.method() + " " + parts[0] + (name.isEmpty() ? "" : "/");
        return switch (operation) {
            case "POST schedules/" -> create(request, name);
            case "PUT schedules/" -> update(request, name);
            case "GET schedules/" -> {
                var group = query.getOrDefault("groupName", ScheduleSettings.DEFAULT_GROUP);
                require(request, "GetSchedule", schedules.arn(group, name));
                yield Members.schedule(schedules.find(group, name));
            }
            case "DELETE schedules/" -> {
                var group = query.getOrDefault("groupName", ScheduleSettings.DEFAULT_GROUP);
                require(request, "DeleteSchedule", schedules.arn(group, name));
                schedules.delete(group, name);
                yield JSON.createObjectNode();
            }
            case "GET schedules" -> list(request, query);
            case "POST schedule-groups/" -> createGroup(request, name);
            case "GET schedule-groups/" -> {
                require(request, "GetScheduleGroup", schedules.groupArn(name));
                yield Members.group(schedules.group(name));
            }
            case "DELETE schedule-groups/" -> {
                require(request, "DeleteScheduleGroup", schedules.groupArn(name));
                schedules.deleteGroup(name);
                yield JSON.createObjectNode();
            }
            case "GET schedule-groups" -> {
                require(request, "ListScheduleGroups", "*");
                var prefix = query.getOrDefault("NamePrefix", "");
                yield page(
                        query,
                        "ScheduleGroups",
                        schedules.groups(),
                        group -> group.name().startsWith(prefix),
                        Schedules.Group::name,
                        Members::group);
            }
            case "GET tags/" -> tags(request, name);
            default ->
                throw new AwsException(
                        "UnknownOperationException",
                        404,
                        "The local cloud does not know the operation %s %s"
                                .formatted(exchange.method(), exchange.rawPath()));
        };
    }

    private JsonNode create(AwsRequest request, String name) throws IOException {
        var settings = Members.settings(name, body(request));
        require(request, "CreateSchedule", schedules.arn(settings.group(), name));
        requirePass(request, settings);
        roles.require(settings);
        return arn("ScheduleArn", schedules.create(settings).arn());
    }

    private JsonNode update(AwsRequest request, String name) throws IOException {
        var settings = Members.settings(name, body(request));
        require(request, "UpdateSchedule", schedules.arn(settings.group(), name));
        requirePass(request, settings);
        roles.require(settings);
        return arn("ScheduleArn", schedules.update(settings).arn());
    }

    private JsonNode createGroup(AwsRequest request, String name) throws IOException {
        require(request, "CreateScheduleGroup", schedules.groupArn(name));
        var tags = new HashMap<String, String>();
        body(request)
                .path("Tags")
                .forEach(tag ->
                        tags.put(tag.path("Key").asString(""), tag.path("Value").asString("")));
        return arn("ScheduleGroupArn", schedules.createGroup(name, tags).arn());
    }

    private JsonNode list(AwsRequest request, Map<String, String> query) {
        require(request, "ListSchedules", "*");
        var group = query.getOrDefault("ScheduleGroup", "");
        var prefix = query.getOrDefault("NamePrefix", "");
        var state = query.getOrDefault("State", "");
        return page(
                query,
                "Schedules",
                schedules.all(),
                schedule -> (group.isEmpty() || schedule.settings().group().equals(group))
                        && schedule.settings().name().startsWith(prefix)
                        && (state.isEmpty() || state.equals(schedule.settings().enabled() ? "ENABLED" : "DISABLED")),
                schedule ->
                        schedule.settings().group() + "/" + schedule.settings().name(),
                Members::summary);
    }

    private JsonNode tags(AwsRequest request, String arn) {
        require(request, "ListTagsForResource", arn);
        var name = arn.substring(arn.lastIndexOf('/') + 1);
        if (!arn.equals(schedules.groupArn(name))) {
            throw Errors.notFound("Resource", arn);
        }
        var output = JSON.createObjectNode();
        var array = output.putArray("Tags");
        schedules.group(name).tags().forEach((key, value) -> array.addObject()
                .put("Key", key)
                .put("Value", value));
        return output;
    }

    private static <T> ObjectNode page(
            Map<String, String> query,
            String member,
            List<T> all,
            Predicate<T> wanted,
            Function<T, String> key,
            Function<T, ObjectNode> json) {
        var text = query.getOrDefault("MaxResults", Integer.toString(PAGE));
        if (!text.matches("[1-9]\\d?|100")) {
            throw Errors.invalid("maxResults", text, "Member must have value from 1 to 100");
        }
        int most = Integer.parseInt(text);
        var after = query.getOrDefault("NextToken", "");
        var rest = all.stream()
                .filter(wanted)
                .filter(each -> key.apply(each).compareTo(after) > 0)
                .toList();
        var output = JSON.createObjectNode();
        var array = output.putArray(member);
        rest.stream().limit(most).map(json).forEach(array::add);
        if (rest.size() > most) {
            output.put("NextToken", key.apply(rest.get(most - 1)));
        }
        return output;
    }

    private static ObjectNode arn(String member, String arn) {
        return JSON.createObjectNode().put(member, arn);
    }

    private void require(AwsRequest request, String operation, String resource) {
        authorizer.require(AccessRequest.of(request.caller(), "scheduler:" + operation, resource));
    }

    private void requirePass(AwsRequest request, ScheduleSettings settings) {
        authorizer.require(new AccessRequest(
                request.caller(),
                "iam:PassRole",
                settings.target().roleArn(),
                Map.of("iam:PassedToService", "scheduler.amazonaws.com"),
                Optional.empty()));
    }

    private static JsonNode body(AwsRequest request) throws IOException {
        try {
            var bytes = request.exchange().body(MAX_BODY);
            return bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
        } catch (JacksonException e) {
            throw Errors.validation("The request body is not JSON: " + e.getOriginalMessage());
        } catch (BodyTooLargeException e) {
            throw Errors.validation("The request body is over %d bytes".formatted(MAX_BODY));
        }
    }

    private static Map<String, String> query(AwsRequest request) {
        var result = new HashMap<String, String>();
        var query = request.exchange().rawQuery();
        for (var pair : (query == null ? "" : query).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                result.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return result;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Errors.validation("'%s' is not percent-encoded".formatted(text));
        }
    }
}

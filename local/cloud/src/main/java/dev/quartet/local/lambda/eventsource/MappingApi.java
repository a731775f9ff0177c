package dev.quartet.local.lambda.eventsource;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.ErrorForm;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Inputs;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Lambda's API of event source mappings (REST-JSON). Thread-safe. */
final class MappingApi {
    static final String ROOT = "/2015-03-31/event-source-mappings";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_BODY = 64 * 1024;
    private static final double MILLIS = 1000.0;

    private final Mappings mappings;
    private final MappedFunctions functions;
    private final Authorizer authorizer;

    MappingApi(Mappings mappings, MappedFunctions functions, Authorizer authorizer) {
        this.mappings = mappings;
        this.functions = functions;
        this.authorizer = authorizer;
    }

    void handle(AwsRequest request) throws Exception {
        try {
            route(request);
        } catch (AwsException e) {
            ErrorForm.REST_JSON.respond(request.exchange(), e, request.requestId());
        }
    }

    private void route(AwsRequest request) throws Exception {
        var exchange = request.exchange();
        var uuid = exchange.rawPath().substring(ROOT.length()).replace("/", "");
        var method = uuid.isEmpty() ? exchange.method() + "s" : exchange.method();
        switch (method) {
            case "GETs" -> {
                require(request, "ListEventSourceMappings", "*");
                respond(request, 200, list(request));
            }
            case "POSTs" -> {
                require(request, "CreateEventSourceMapping", "*");
                respond(request, 202, json(mappings.create(inputs(request))));
            }
            case "GET" -> {
                require(request, "GetEventSourceMapping", mappings.find(uuid).arn());
                respond(request, 200, json(mappings.find(uuid)));
            }
            case "PUT" -> {
                require(request, "UpdateEventSourceMapping", mappings.find(uuid).arn());
                respond(request, 202, json(update(uuid, inputs(request))));
            }
            case "DELETE" -> {
                require(request, "DeleteEventSourceMapping", mappings.find(uuid).arn());
                respond(request, 202, json(mappings.delete(uuid)).put("State", "Deleting"));
            }
            default ->
                throw new AwsException(
                        "UnknownOperationException",
                        404,
                        "no operation: " + exchange.method() + " " + exchange.rawPath());
        }
    }

    private Mapping update(String uuid, Inputs inputs) {
        for (var property : inputs.asMap().keySet()) {
            if (!property.equals("enabled") && !property.equals("functionName")) {
                throw new AwsException(
                        "InvalidParameterValueException",
                        400,
                        "%s: the local cloud changes Enabled alone; delete the mapping and create it anew"
                                .formatted(property));
            }
        }
        return inputs.has("enabled") ? mappings.enable(uuid, inputs.flag("enabled", true)) : mappings.find(uuid);
    }

    private ObjectNode list(AwsRequest request) {
        var output = JSON.createObjectNode();
        var array = output.putArray("EventSourceMappings");
        var source = parameter(request, "EventSourceArn");
        var function = parameter(request, "FunctionName")
                .map(name -> functions.function(name).arn());
        for (var mapping : mappings.all()) {
            if (source.filter(arn -> !arn.equals(mapping.settings().sourceArn()))
                            .isEmpty()
                    && function.filter(arn -> !arn.equals(mapping.functionArn()))
                            .isEmpty()) {
                array.add(json(mapping));
            }
        }
        return output;
    }

    private static ObjectNode json(Mapping mapping) {
        var settings = mapping.settings();
        var node = JSON.createObjectNode()
                .put("UUID", mapping.uuid())
                .put("EventSourceMappingArn", mapping.arn())
                .put("FunctionArn", mapping.functionArn())
                .put("EventSourceArn", settings.sourceArn())
                .put("BatchSize", settings.batchSize())
                .put("MaximumBatchingWindowInSeconds", (int) settings.window().toSeconds())
                .put("LastModified", mapping.modified().toEpochMilli() / MILLIS)
                .put("LastProcessingResult", mapping.poller().lastResult())
                .put("State", mapping.state())
                .put("StateTransitionReason", "USER_INITIATED");
        if (settings.reportsFailures()) {
            node.putArray("FunctionResponseTypes").add("ReportBatchItemFailures");
        }
        if (!settings.filters().patterns().isEmpty()) {
            var filters = node.putObject("FilterCriteria").putArray("Filters");
            settings.filters().patterns().forEach(pattern -> filters.addObject().put("Pattern", pattern));
        }
        settings.maximumConcurrency()
                .ifPresent(most -> node.putObject("ScalingConfig").put("MaximumConcurrency", most));
        settings.startingPosition().ifPresent(position -> {
            node.put("StartingPosition", position)
                    .put("ParallelizationFactor", settings.lanes())
                    .put("BisectBatchOnFunctionError", settings.bisects())
                    .put("MaximumRetryAttempts", settings.retries())
                    .put(
                            "MaximumRecordAgeInSeconds",
                            settings.recordAge()
                                    .map(age -> (int) age.toSeconds())
                                    .orElse(-1));
            settings.destination().ifPresent(arn -> node.putObject("DestinationConfig")
                    .putObject("OnFailure")
                    .put("Destination", arn));
        });
        return node;
    }

    /** Reads a body in the API's names as a program's arguments. */
    private static Inputs inputs(AwsRequest request) throws IOException {
        try {
            if (value(JSON.readTree(request.exchange().body(MAX_BODY)), "") instanceof Map<?, ?> map) {
                var values = new LinkedHashMap<String, Object>();
                map.forEach((key, value) -> values.put(String.valueOf(key), value));
                return new Inputs("CreateEventSourceMapping", values);
            }
        } catch (JacksonException e) {
            throw new AwsException("InvalidRequestContentException", 400, "not JSON: " + e.getOriginalMessage());
        }
        throw new AwsException("InvalidRequestContentException", 400, "the body must be a JSON object");
    }

    private static @Nullable Object value(JsonNode node, String parent) {
        if (node.isObject()) {
            var map = new LinkedHashMap<String, @Nullable Object>();
            node.properties().forEach(entry -> {
                var name = entry.getKey();
                var camel = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
                map.put(
                        parent.equals("onFailure") && camel.equals("destination") ? "destinationArn" : camel,
                        value(entry.getValue(), camel));
            });
            return map;
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.forEach(each -> list.add(value(each, parent)));
            return list;
        }
        if (node.isNumber()) {
            return node.asDouble();
        }
        return node.isBoolean() ? (Object) node.asBoolean() : node.isNull() ? null : node.asString();
    }

    private void require(AwsRequest request, String operation, String resource) {
        authorizer.require(AccessRequest.of(request.caller(), "lambda:" + operation, resource));
    }

    private static Optional<String> parameter(AwsRequest request, String name) {
        var query = request.exchange().rawQuery();
        return Arrays.stream((query == null ? "" : query).split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst();
    }

    private static void respond(AwsRequest request, int status, ObjectNode body) throws IOException {
        request.exchange()
                .respond(
                        status,
                        Map.of("Content-Type", "application/json", "x-amzn-RequestId", request.requestId()),
                        JSON.writeValueAsBytes(body));
    }
}

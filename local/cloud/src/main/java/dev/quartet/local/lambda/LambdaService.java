package dev.quartet.local.lambda;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.ErrorForm;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.http.BodyTooLargeException;
import dev.quartet.local.lambda.eventsource.EventSources;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Lambda's API (REST-JSON): invoking, and what {@link FunctionReads} and {@link FunctionChanges} have. Thread-safe. */
final class LambdaService implements AwsService {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ROOT = "/2015-03-31/functions";

    private final FunctionReads reads;
    private final Invocations invocations;
    private final AsyncInvocations asynchronous;
    private final FunctionChanges changes;
    private volatile @Nullable EventSources mappings;

    LambdaService(
            FunctionRegistry registry,
            Authorizer authorizer,
            Invocations invocations,
            AsyncInvocations asynchronous,
            FunctionChanges changes) {
        this.reads = new FunctionReads(registry, authorizer);
        this.invocations = invocations;
        this.asynchronous = asynchronous;
        this.changes = changes;
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("lambda");
    }

    /** Lets {@code sources} answer what is about event source mappings. */
    void mappings(EventSources sources) {
        mappings = sources;
    }

    @Override
    public void handle(AwsRequest request) throws Exception {
        var sources = mappings;
        if (sources != null && EventSources.serves(request)) {
            sources.handle(request);
            return;
        }
        try {
            route(request);
        } catch (AwsException e) {
            ErrorForm.REST_JSON.respond(request.exchange(), e, request.requestId());
        }
    }

    private void route(AwsRequest request) throws IOException {
        var exchange = request.exchange();
        var path = exchange.rawPath();
        var segments = path.startsWith(ROOT)
                ? Arrays.stream(path.substring(ROOT.length()).split("/"))
                        .filter(segment -> !segment.isEmpty())
                        .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
                        .toList()
                : List.<String>of("?");
        var what = segments.size() < 2 ? "" : segments.get(1);
        if (exchange.method().equals("POST") && what.equals("invocations") && segments.size() == 2) {
            invoke(request, name(request, segments.get(0)));
            return;
        }
        if (!exchange.method().equals("GET") || segments.equals(List.of("?"))) {
            var result = segments.size() < 2
                    ? Optional.<FunctionChanges.Result>empty()
                    : changes.handle(request, name(request, segments.get(0)), segments.subList(1, segments.size()));
            var changed = result.orElseThrow(() -> unknown(request));
            respond(request, changed.status(), Map.of(), JSON.writeValueAsBytes(changed.output()));
            return;
        }
        var output = segments.isEmpty()
                ? Optional.of(reads.listFunctions(request))
                : reads.read(request, name(request, segments.get(0)), segments.subList(1, segments.size()));
        respond(request, 200, Map.of(), JSON.writeValueAsBytes(output.orElseThrow(() -> unknown(request))));
    }

    private void invoke(AwsRequest request, FunctionName name) throws IOException {
        var exchange = request.exchange();
        var type = exchange.header("X-Amz-Invocation-Type").orElse("RequestResponse");
        var target = invocations.authorized(request.caller(), name, Optional.empty());
        var payload = payload(request, type.equals("Event"));
        var headers = new HashMap<String, String>();
        headers.put("X-Amz-Executed-Version", target.version().version());
        switch (type) {
            case "DryRun" -> respond(request, 204, headers, new byte[0]);
            case "Event" -> {
                asynchronous.enqueue(target, payload, request.requestId());
                respond(request, 202, Map.of(), new byte[0]);
            }
            case "RequestResponse" -> {
                boolean tail =
                        exchange.header("X-Amz-Log-Type").filter("Tail"::equals).isPresent();
                var run = invocations.run(target, payload, UUID.randomUUID().toString(), tail);
                var result = run.result(target);
                result.functionError().ifPresent(error -> headers.put("X-Amz-Function-Error", error));
                if (tail) {
                    headers.put(
                            "X-Amz-Log-Result",
                            Base64.getEncoder().encodeToString(run.tail().getBytes(StandardCharsets.UTF_8)));
                }
                respond(request, 200, headers, result.payload());
            }
            default ->
                throw new AwsException(
                        "InvalidParameterValueException",
                        400,
                        "X-Amz-Invocation-Type '%s'; allowed are RequestResponse, Event, DryRun".formatted(type));
        }
    }

    private static byte[] payload(AwsRequest request, boolean asynchronous) throws IOException {
        try {
            // One byte more than is allowed, so that the limit's own error is the one that is told.
            var payload = request.exchange().body(LambdaLimits.SYNCHRONOUS_PAYLOAD + 1);
            LambdaLimits.requirePayload(payload, asynchronous);
            if (payload.length > 0) {
                JSON.readTree(payload);
            }
            return payload.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : payload;
        } catch (BodyTooLargeException e) {
            throw new AwsException(
                    "RequestTooLargeException",
                    413,
                    "Request must be smaller than %d bytes for the InvokeFunction operation"
                            .formatted(LambdaLimits.SYNCHRONOUS_PAYLOAD));
        } catch (tools.jackson.core.JacksonException e) {
            throw new AwsException(
                    "InvalidRequestContentException",
                    400,
                    "Could not parse request body into json: " + e.getOriginalMessage());
        }
    }

    private static FunctionName name(AwsRequest request, String text) {
        return FunctionName.parse(text).qualified(qualifier(request));
    }

    private static Optional<String> qualifier(AwsRequest request) {
        var query = request.exchange().rawQuery();
        return Arrays.stream((query == null ? "" : query).split("&"))
                .filter(pair -> pair.startsWith("Qualifier="))
                .map(pair -> URLDecoder.decode(pair.substring("Qualifier=".length()), StandardCharsets.UTF_8))
                .findFirst();
    }

    private static AwsException unknown(AwsRequest request) {
        return new AwsException(
                "UnknownOperationException",
                404,
                "The local cloud's Lambda does not know %s %s"
                        .formatted(
                                request.exchange().method(), request.exchange().rawPath()));
    }

    private static void respond(AwsRequest request, int status, Map<String, String> headers, byte[] body)
            throws IOException {
        var all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        all.put("x-amzn-RequestId", request.requestId());
        request.exchange().respond(status, all, body);
    }
}

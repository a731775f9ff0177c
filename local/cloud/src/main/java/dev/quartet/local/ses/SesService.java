package dev.quartet.local.ses;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.ErrorForm;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.http.BodyTooLargeException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SES v2's API over REST-JSON. Thread-safe. */
final class SesService implements AwsService {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_BODY = 40 * 1024 * 1024;
    private static final String PREFIX = "/v2/email/";

    /** Answers one operation. */
    @FunctionalInterface
    interface Operation {
        /** Returns the answer; {@code name} is what the path names, or empty. */
        JsonNode run(AwsRequest request, String name, JsonNode input) throws Exception;
    }

    /** Which requests an operation answers. */
    record Route(String method, Pattern path, Operation operation) {
        /** Returns a route below {@code /v2/email/}; {@code {}} stands for a name. */
        static Route of(String method, String path, Operation operation) {
            return new Route(method, Pattern.compile(path.replace("{}", "([^/]+)")), operation);
        }
    }

    private final List<Route> routes = new ArrayList<>();

    SesService(SendOperations sending, DescribeOperations describing) {
        routes.addAll(sending.routes());
        routes.addAll(describing.routes());
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("ses");
    }

    @Override
    public void handle(AwsRequest request) throws Exception {
        try {
            var output = run(request);
            request.exchange()
                    .respond(
                            200,
                            Map.of("Content-Type", "application/json", "x-amzn-RequestId", request.requestId()),
                            JSON.writeValueAsBytes(output));
        } catch (AwsException e) {
            ErrorForm.REST_JSON.respond(request.exchange(), e, request.requestId());
        }
    }

    private JsonNode run(AwsRequest request) throws Exception {
        var exchange = request.exchange();
        var path = exchange.rawPath();
        if (path.startsWith(PREFIX)) {
            for (var route : routes) {
                var matcher = route.path().matcher(path.substring(PREFIX.length()));
                if (route.method().equals(exchange.method()) && matcher.matches()) {
                    var name = matcher.groupCount() == 0
                            ? ""
                            : URLDecoder.decode(matcher.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
                    return route.operation().run(request, name, body(request));
                }
            }
        }
        throw new AwsException(
                "UnknownOperationException",
                404,
                "The local cloud does not know %s %s of SES; it speaks version 2 of its API only"
                        .formatted(exchange.method(), path));
    }

    private static JsonNode body(AwsRequest request) throws IOException {
        try {
            var bytes = request.exchange().body(MAX_BODY);
            return bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
        } catch (JacksonException e) {
            throw SesErrors.badRequest("The request body is not JSON: " + e.getOriginalMessage());
        } catch (BodyTooLargeException e) {
            throw SesErrors.badRequest("The message is over 40 MB.");
        }
    }
}

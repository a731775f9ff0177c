package dev.quartet.local.dax;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.JsonApi.Reply;
import dev.quartet.local.aws.RequestAuthenticator;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.http.BodyTooLargeException;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cluster's port. It speaks DynamoDB's JSON, as DAX's own protocol is not public: functions reach it by
 * {@code AWS_ENDPOINT_URL_DAX}. Thread-safe.
 */
final class ClusterDoor implements HttpHandler {
    private static final Logger log = LoggerFactory.getLogger(ClusterDoor.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_BODY = 16 * 1024 * 1024;

    private final Cluster cluster;
    private final DaxNetwork network;
    private final RequestAuthenticator authenticator;
    private final Duration blockedFor;
    private final CountDownLatch closed;

    ClusterDoor(
            Cluster cluster,
            DaxNetwork network,
            RequestAuthenticator authenticator,
            Duration blockedFor,
            CountDownLatch closed) {
        this.cluster = cluster;
        this.network = network;
        this.authenticator = authenticator;
        this.blockedFor = blockedFor;
        this.closed = closed;
    }

    @Override
    public void handle(HttpExchange exchange) throws Exception {
        if (cluster.stopped()) {
            exchange.abort();
            return;
        }
        var requestId = "";
        Reply reply;
        try {
            var request = authenticator.authenticate(exchange);
            requestId = request.requestId();
            signedForData(request);
            var blocked = network.blocked(request.caller(), cluster.settings());
            if (blocked.isPresent()) {
                // Nobody answers a packet that a security group drops.
                if (closed.await(blockedFor.toMillis(), TimeUnit.MILLISECONDS)) {
                    log.debug("a blocked call ends with the local cloud");
                }
                exchange.abort();
                return;
            }
            reply = cluster.call(request.caller(), operation(exchange), read(request));
        } catch (AwsException e) {
            reply = Errors.reply(e);
        }
        var headers = Map.of("Content-Type", "application/x-amz-json-1.0", "x-amzn-RequestId", requestId);
        exchange.respond(reply.status(), headers, JSON.writeValueAsBytes(reply.body()));
    }

    private static void signedForData(AwsRequest request) {
        if (request.caller().kind() == Caller.Kind.ANONYMOUS) {
            throw new AwsException(
                    "MissingAuthenticationTokenException", 400, "Request is missing Authentication Token");
        }
        if (!Set.of("dynamodb", "dax").contains(request.service())) {
            throw new AwsException(
                    "InvalidSignatureException",
                    400,
                    "Credential should be scoped to service dynamodb or dax, not '%s'".formatted(request.service()));
        }
    }

    private static String operation(HttpExchange exchange) {
        var target = exchange.header("X-Amz-Target").orElse("");
        return target.substring(target.indexOf('.') + 1);
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
}

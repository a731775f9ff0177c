package dev.quartet.local.runtime;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Client of the Lambda Runtime API.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Using the Lambda runtime API</a>
 */
final class RuntimeApi {
    private static final String ROOT = "/2018-06-01/runtime";
    private static final byte[] NOTHING = {};

    private final String host;
    private final int port;
    private @Nullable HttpConnection connection;

    /** @param address {@code host:port} of AWS_LAMBDA_RUNTIME_API */
    RuntimeApi(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalStateException("AWS_LAMBDA_RUNTIME_API is '" + address + "'; allowed is host:port");
        }
        host = address.substring(0, colon);
        port = Integer.parseInt(address.substring(colon + 1));
    }

    Invocation next() throws IOException {
        HttpReply reply = exchange("GET", ROOT + "/invocation/next", Map.of(), NOTHING);
        String requestId = reply.header("Lambda-Runtime-Aws-Request-Id");
        if (reply.status() != 200 || requestId == null) {
            throw new IOException("GET /invocation/next answered " + reply.status() + " without an invocation");
        }
        return new Invocation(
                requestId,
                Long.parseLong(or(reply.header("Lambda-Runtime-Deadline-Ms"), "0")),
                or(reply.header("Lambda-Runtime-Invoked-Function-Arn"), ""),
                or(reply.header("Lambda-Runtime-Trace-Id"), ""),
                reply.body());
    }

    void respond(String requestId, byte[] response) throws IOException {
        post("/invocation/" + requestId + "/response", Map.of("Content-Type", "application/json"), response);
    }

    void fail(String requestId, Throwable failure) throws IOException {
        post("/invocation/" + requestId + "/error", errorHeaders(failure), ErrorReport.json(failure));
    }

    void failInit(Throwable failure) throws IOException {
        post("/init/error", errorHeaders(failure), ErrorReport.json(failure));
    }

    private static Map<String, String> errorHeaders(Throwable failure) {
        return Map.of(
                "Content-Type",
                "application/json",
                "Lambda-Runtime-Function-Error-Type",
                failure.getClass().getName());
    }

    private void post(String path, Map<String, String> headers, byte[] body) throws IOException {
        HttpReply reply = exchange("POST", ROOT + path, headers, body);
        // 413 says that the response is over the limit and was reported as the function's error: nothing is left to do.
        if (reply.status() >= 400 && reply.status() != 413) {
            throw new IOException("POST " + path + " answered " + reply.status());
        }
    }

    private HttpReply exchange(String method, String path, Map<String, String> headers, byte[] body)
            throws IOException {
        HttpConnection open = connection;
        if (open != null) {
            try {
                return open.exchange(method, path, headers, body);
            } catch (IOException e) {
                // The server may close an idle connection at any time (RFC 9112, 9.3.1): try once more on a new one.
                open.close();
                connection = null;
            }
        }
        HttpConnection fresh = new HttpConnection(host, port);
        connection = fresh;
        return fresh.exchange(method, path, headers, body);
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}

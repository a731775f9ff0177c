package dev.quartet.local.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.json.JsonMapper;

/** Answers what is no proper HTTP request, and so reaches no handler, in JSON and without Jetty's page. */
final class MalformedRequests implements Request.Handler {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final int headerBytes;

    /** @param headerBytes the server's limit, for the message */
    MalformedRequests(int headerBytes) {
        this.headerBytes = headerBytes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var message =
                switch (response.getStatus()) {
                    case 414, 431 -> "The request's headers are over %d bytes".formatted(headerBytes);
                    default -> "The request is no well-formed HTTP/1.1 request";
                };
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        var body = JSON.createObjectNode().put("message", message).toString();
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }
}

package dev.quartet.local.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request and its answer. Not thread-safe. */
public interface HttpExchange {
    /** Returns the method, in upper case. */
    String method();

    /** Returns the path as it stood on the request line, still percent-encoded. */
    String rawPath();

    /** Returns the query as it stood on the request line, or null when there was none. */
    @Nullable
    String rawQuery();

    /** Returns the first value of a header, by its name in any case. */
    Optional<String> header(String name);

    /** Returns all headers; names in lower case, in order of arrival. */
    Map<String, List<String>> headers();

    /** Returns the bytes of all header fields, as they stood on the wire with one space after the colon. */
    default int headerBytes() {
        int total = 0;
        for (var field : headers().entrySet()) {
            for (var value : field.getValue()) {
                total += PreparedHeaders.fieldBytes(field.getKey(), value);
            }
        }
        return total;
    }

    /** Returns the remote address, {@code ip:port}. */
    String remoteAddress();

    /** Returns the body; reading it answers {@code Expect: 100-continue}. */
    InputStream body();

    /** Returns the whole body; throws {@link BodyTooLargeException} when it is longer than {@code limit} bytes. */
    byte[] body(int limit) throws IOException;

    /** Answers with a whole body. Header values: one entry a header. HEAD sends Content-Length and no body. */
    void respond(int status, Map<String, String> headers, byte[] body) throws IOException;

    /**
     * Answers with a whole body and header fields in their order; a name may occur more than once. Without a way to send it
     * so, the values of one name are joined by commas (RFC 9110, 5.3), which all but Set-Cookie bear.
     */
    default void respond(int status, List<Map.Entry<String, String>> fields, byte[] body) throws IOException {
        var joined = new LinkedHashMap<String, String>();
        fields.forEach(field -> joined.merge(field.getKey(), field.getValue(), (some, more) -> some + ", " + more));
        respond(status, joined, body);
    }

    /** Answers with a streamed body of {@code length} bytes, or of unknown length when negative. Close the stream. */
    OutputStream respond(int status, Map<String, String> headers, long length) throws IOException;

    /**
     * Answers with a streamed body and header fields in their order; a name may occur more than once. Without a way to send it
     * so, the values of one name are joined by commas.
     *
     * @param length negative when it is not known
     */
    default OutputStream respond(int status, List<Map.Entry<String, String>> fields, long length) throws IOException {
        var joined = new LinkedHashMap<String, String>();
        fields.forEach(field -> joined.merge(field.getKey(), field.getValue(), (some, more) -> some + ", " + more));
        return respond(status, joined, length);
    }

    /** Returns the first value of a header or null: {@link #header} for those who count each object. */
    default @Nullable String headerValue(String name) {
        return header(name).orElse(null);
    }

    /** Returns the version on the request line, {@code HTTP/1.1}. */
    default String protocol() {
        return "HTTP/1.1";
    }

    /** Returns if an answer was begun. */
    boolean responded();

    /** Cuts the connection without an answer: what a client sees when nothing listens or a time-out strikes. */
    void abort();
}

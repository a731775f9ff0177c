package dev.quartet.local.http;

import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** How many bytes an answer's head takes on the wire, as {@link LoopbackServer} writes it: for metrics that count them. */
public final class WireSize {
    private static final int DATE = PreparedHeaders.fieldBytes("Date", "Thu, 01 Jan 1970 00:00:00 GMT");
    private static final int CLOSE = PreparedHeaders.fieldBytes("Connection", "close");
    private static final int KEEP_ALIVE = PreparedHeaders.fieldBytes("Connection", "keep-alive");
    private static final int CHUNKED = PreparedHeaders.fieldBytes("Transfer-Encoding", "chunked");

    private WireSize() {}

    /** Returns the bytes of the status line and the empty line, and of the fields that the server adds by itself. */
    public static int around(HttpExchange exchange, int status, boolean hasDate) {
        int total = "HTTP/1.1 200 ".length() + HttpStatus.getMessage(status).length() + 4;
        return total + (hasDate ? 0 : DATE) + connection(exchange);
    }

    /**
     * Returns the bytes of {@code fields} with all around them.
     *
     * @param length the body's, for Content-Length; negative when not known
     */
    public static int of(HttpExchange exchange, int status, List<Map.Entry<String, String>> fields, long length) {
        int total = 0;
        boolean date = false;
        for (var field : fields) {
            total += PreparedHeaders.fieldBytes(field.getKey(), field.getValue());
            date |= field.getKey().equalsIgnoreCase("Date");
        }
        if (status == 304) {
            total += contentLength(Math.max(0, length)); // Jetty adds one of 0 where there is none
        } else if (status != 204) {
            total += length >= 0
                    ? contentLength(length)
                    : exchange.protocol().equals("HTTP/1.1")
                                    && !exchange.method().equals("HEAD")
                            ? CHUNKED
                            : 0;
        }
        return total + around(exchange, status, date);
    }

    /** Returns the bytes of a Content-Length field. */
    public static int contentLength(long length) {
        return PreparedHeaders.fieldBytes("Content-Length", Long.toString(length));
    }

    private static int connection(HttpExchange exchange) {
        var connection = exchange.headerValue("Connection");
        if (exchange.protocol().equals("HTTP/1.0")) {
            return asks(connection, "keep-alive") ? KEEP_ALIVE : 0;
        }
        return asks(connection, "close") ? CLOSE : 0;
    }

    private static boolean asks(@Nullable String connection, String option) {
        return connection != null && connection.equalsIgnoreCase(option);
    }
}

package dev.quartet.functions.common;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the routes of every API read from a request; each throws the problem that its absence or its value is. */
public final class Requests {
    public static final int MAX_BODY = 256 * 1024;
    private static final int MAX_LIMIT = 100;
    private static final int DEFAULT_LIMIT = 20;
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");

    private Requests() {}

    /** The user pool's sub. An access token has one as well, but is no proof of who calls (AWS: "ID tokens only"). */
    public static String user(ProxyRequest request) {
        String sub = request.claims().get("sub");
        if (sub == null || sub.isBlank()) {
            throw unauthorized("The request has no token of the user pool.");
        }
        if (!"id".equals(request.claims().get("token_use"))) {
            throw unauthorized("The token is not an ID token; send the user pool's ID token in Authorization.");
        }
        return sub;
    }

    private static ProblemException unauthorized(String detail) {
        return Problem.of(401, "Unauthorized", detail)
                .withHeader("WWW-Authenticate", "Bearer")
                .exception();
    }

    /** How many items a page has at most: 1 to 100, 20 unless given. */
    public static int limit(ProxyRequest request) {
        String limit = request.query().get("limit");
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (limit.matches("[0-9]{1,3}")) {
            int value = Integer.parseInt(limit);
            if (value >= 1 && value <= MAX_LIMIT) {
                return value;
            }
        }
        throw invalid("limit", "is not a whole number from 1 to " + MAX_LIMIT);
    }

    /** What identifies the item after which the page starts, as {@link Cursor} has it; null for the first page. */
    public static @Nullable String cursor(ProxyRequest request, String list) {
        String cursor = request.query().get("cursor");
        if (cursor == null) {
            return null;
        }
        try {
            return Cursor.last(list, cursor);
        } catch (IllegalArgumentException e) {
            throw invalid("cursor", "is not the nextCursor of this list");
        }
    }

    private static ProblemException invalid(String parameter, String message) {
        return Problem.of(400, "Invalid Parameter", "The query parameter " + parameter + " " + message + ".")
                .withErrors(List.of(new FieldError(parameter, message)))
                .exception();
    }

    /** The header Idempotency-Key; null if there is none. */
    public static @Nullable String idempotencyKey(ProxyRequest request) {
        String key = request.header("Idempotency-Key");
        if (key != null && !KEY.matcher(key).matches()) {
            throw Problem.of(
                            400,
                            "Invalid Idempotency-Key",
                            "Idempotency-Key is not 1 to 255 visible ASCII characters without a space.")
                    .exception();
        }
        return key;
    }

    /** The body's JSON object; 413 over {@link #MAX_BODY} bytes, 400 if it is none. */
    public static Map<String, @Nullable Object> body(ProxyRequest request) {
        byte[] body = request.body();
        if (body.length > MAX_BODY) {
            throw Problem.of(
                            413,
                            "Content Too Large",
                            "The body has " + body.length + " bytes; allowed are at most " + MAX_BODY + ".")
                    .exception();
        }
        try {
            return Json.object(body);
        } catch (InvalidJsonException e) {
            throw Problem.of(400, "Invalid Body", "The body " + e.getMessage() + ".")
                    .exception();
        }
    }
}

package dev.quartet.local.apigateway.http;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that API Gateway answers by itself. Part of normal traffic: carries no stack trace. */
final class Failure extends RuntimeException {
    private final int status;
    private final String text;
    private final String cause;
    private final @Nullable String challenge;

    private Failure(int status, String cause, @Nullable String challenge) {
        super(cause, null, false, false);
        this.status = status;
        this.text = text(status);
        // a function's own words may be in it: one line stays one line
        this.cause = requireNonNull(cause, "cause is null").replaceAll("\\p{Cntrl}", " ");
        this.challenge = challenge;
    }

    /** Returns a failure that explains itself. */
    static Failure of(int status) {
        return new Failure(status, "", null);
    }

    /** Returns a failure; {@code cause} is for logs alone, never for the client. */
    static Failure of(int status, String cause) {
        return new Failure(status, cause, null);
    }

    /** Returns a refusal with the header {@code www-authenticate}. */
    static Failure challenge(int status, String challenge, String cause) {
        return new Failure(status, cause, challenge);
    }

    int status() {
        return status;
    }

    /** Returns what the client reads. */
    String text() {
        return text;
    }

    /** Returns what a log says; empty when the answer says it all. */
    String logCause() {
        return cause;
    }

    Reply reply() {
        var fields = new ArrayList<Map.Entry<String, String>>();
        fields.add(Map.entry("content-type", "application/json"));
        if (challenge != null) {
            fields.add(Map.entry("www-authenticate", challenge));
        }
        return new Reply(
                status, List.copyOf(fields), ("{\"message\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private static String text(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 413 -> "Request Entity Too Large";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "Internal Server Error";
        };
    }
}

package dev.quartet.functions.common;

/** What statuses are called (RFC 9110, 15). */
final class StatusTexts {
    private StatusTexts() {}

    /** A status that these functions never answer is called by its class. */
    static String of(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 202 -> "Accepted";
            case 204 -> "No Content";
            case 304 -> "Not Modified";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 422 -> "Unprocessable Content";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> status < 300 ? "Success" : status < 400 ? "Redirection" : status < 500 ? "Refused" : "Failed";
        };
    }
}

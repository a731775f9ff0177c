package dev.quartet.local.elb;

import dev.quartet.local.http.WireSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Answers of the load balancer's own, and how whole answers leave: counted first, so that who has one finds it counted. */
final class Answers {
    static final Map.Entry<String, String> SERVER = Map.entry("Server", "awselb/2.0");

    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(301, "Moved Permanently"),
            Map.entry(302, "Found"),
            Map.entry(400, "Bad Request"),
            Map.entry(408, "Request Time-out"),
            Map.entry(413, "Request Entity Too Large"),
            Map.entry(463, "463"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Temporarily Unavailable"),
            Map.entry(504, "Gateway Time-out"));

    private Answers() {}

    /** An error page in the words of a load balancer. */
    static void own(Call call, int status) throws IOException {
        call.metrics().own(status);
        whole(call, status, List.of(SERVER, Map.entry("Content-Type", "text/html")), page(status));
    }

    /** What a rule says word by word. */
    static void fixed(Call call, Action.FixedResponse fixed) throws IOException {
        call.metrics().fixedResponse(fixed.status());
        var fields = List.of(SERVER, Map.entry("Content-Type", fixed.contentType() + "; charset=utf-8"));
        whole(call, fixed.status(), fields, fixed.body().getBytes(StandardCharsets.UTF_8));
    }

    /** Where a rule sends the client. */
    static void redirect(Call call, Action.Redirect redirect) throws IOException {
        call.metrics().redirect(redirect.status());
        var fields =
                List.of(SERVER, Map.entry("Content-Type", "text/html"), Map.entry("Location", redirect.location(call)));
        whole(call, redirect.status(), fields, page(redirect.status()));
    }

    /** Answers with a whole body. */
    static void whole(Call call, int status, List<Map.Entry<String, String>> fields, byte[] body) throws IOException {
        var exchange = call.exchange();
        boolean bodiless = exchange.method().equals("HEAD") || status == 204 || status == 304;
        call.metrics()
                .processed(call.requestBytes()
                        + WireSize.of(exchange, status, fields, body.length)
                        + (bodiless ? 0 : body.length));
        exchange.respond(status, fields, body);
    }

    private static byte[] page(int status) {
        var reason = REASONS.getOrDefault(status, Integer.toString(status));
        var title = reason.equals(Integer.toString(status)) ? reason : status + " " + reason;
        return ("<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                        + "</h1></center>\r\n</body>\r\n</html>\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}

package dev.quartet.local.apigateway.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** What both payload formats of Lambda integrations have in common. */
final class Events {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int USUAL_BYTES = 2048;
    /** Of one connection only. */
    private static final Set<String> DROPPED =
            Set.of("connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "expect");

    private Events() {}

    /** Writes one JSON object in UTF-8 by {@code content}. */
    static byte[] write(Call call, BiConsumer<JsonGenerator, Call> content) {
        var bytes = new ByteArrayOutputStream(USUAL_BYTES + call.bodyBytes());
        try (var json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            content.accept(json, call);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** Tells each header that a function sees, by its name in lower case, those that API Gateway adds last. */
    static void headers(Call call, BiConsumer<String, List<String>> each) {
        var headers = call.exchange().headers();
        headers.forEach((name, values) -> {
            if (!DROPPED.contains(name) && !name.equals("x-amzn-trace-id") && !name.startsWith("x-forwarded-")) {
                each.accept(name, values);
            }
        });
        if (!headers.containsKey("content-length")) {
            each.accept("content-length", List.of(Integer.toString(call.bodyBytes())));
        }
        var host = call.host();
        var forwarded = new ArrayList<>(headers.getOrDefault("x-forwarded-for", List.of()));
        forwarded.add(call.sourceIp());
        each.accept("x-amzn-trace-id", List.of(call.traceId()));
        each.accept("x-forwarded-for", List.of(String.join(", ", forwarded)));
        each.accept("x-forwarded-port", List.of(host.substring(host.lastIndexOf(':') + 1)));
        each.accept("x-forwarded-proto", List.of("http"));
    }

    /** Returns if a body is handed over as it is; all others in Base64. */
    static boolean text(Call call) {
        if (call.exchange().header("content-encoding").isPresent()) {
            return false;
        }
        var type = call.exchange()
                .header("content-type")
                .orElse("")
                .split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT);
        return type.startsWith("text/")
                || type.equals("application/json")
                || type.equals("application/xml")
                || type.equals("application/javascript")
                || type.endsWith("+json")
                || type.endsWith("+xml");
    }

    /** Returns the body as the event has it; null when there is none. */
    static @Nullable String body(Call call, boolean text) {
        var body = call.body();
        if (body.length == 0) {
            return null;
        }
        return text
                ? new String(body, StandardCharsets.UTF_8)
                : Base64.getEncoder().encodeToString(body);
    }

    /** Writes an object of texts. */
    static void texts(JsonGenerator json, String name, Map<String, String> texts) {
        json.writeObjectPropertyStart(name);
        texts.forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    /** Writes an array of texts. */
    static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }
}

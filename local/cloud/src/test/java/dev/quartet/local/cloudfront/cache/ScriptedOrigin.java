package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.Headers;
import dev.quartet.local.cloudfront.config.Origin;
import dev.quartet.local.cloudfront.config.OriginException;
import dev.quartet.local.cloudfront.config.OriginRequest;
import dev.quartet.local.cloudfront.config.OriginResponse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An origin that answers what a test tells it to, and remembers what it was asked. */
final class ScriptedOrigin implements Origin {
    /** Answers one request. */
    @FunctionalInterface
    interface Script {
        OriginResponse answer(OriginRequest request) throws OriginException, InterruptedException;
    }

    final List<OriginRequest> requests = new CopyOnWriteArrayList<>();
    private final boolean remembering;
    volatile Script script = request -> response(200, "hello", "Content-Type", "text/plain");

    ScriptedOrigin() {
        this(true);
    }

    /** Creates an origin that remembers its requests, or does not. */
    ScriptedOrigin(boolean remembering) {
        this.remembering = remembering;
    }

    static OriginResponse response(int status, String body, String... headers) {
        return response(status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    static OriginResponse response(int status, byte[] body, String... headers) {
        var fields = new ArrayList<Map.Entry<String, String>>();
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(Map.entry(headers[i], headers[i + 1]));
        }
        if (fields.stream().noneMatch(field -> field.getKey().equals("Transfer-Encoding")) && status != 304) {
            fields.add(Map.entry("Content-Length", String.valueOf(body.length)));
        }
        return new OriginResponse(status, Headers.of(fields), new ByteArrayInputStream(body));
    }

    OriginRequest last() {
        return requests.getLast();
    }

    @Override
    public String domainName() {
        return "origin.example.com";
    }

    @Override
    public OriginResponse fetch(OriginRequest request) throws OriginException, InterruptedException {
        if (remembering) {
            requests.add(request);
        }
        return script.answer(request);
    }
}

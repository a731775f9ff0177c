package dev.quartet.local.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;

/** Functions that the tests start in a process of their own. */
final class TestHandlers {
    private TestHandlers() {}

    /** Says what it was given; fails when asked to. */
    public static final class Streams implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
            String text = new String(event.readAllBytes(), StandardCharsets.UTF_8);
            if (text.contains("fail")) {
                throw new IllegalStateException("asked to \"fail\"");
            }
            boolean inTime = context.getRemainingTimeInMillis() > 0 && context.getRemainingTimeInMillis() <= 60_000;
            response.write((context.getAwsRequestId() + " " + inTime + " " + text).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Takes one of AWS's events, answers a map. */
    public static final class Objects implements RequestHandler<SQSEvent, Map<String, Object>> {
        @Override
        public Map<String, Object> handleRequest(SQSEvent event, Context context) {
            return Map.of("first", event.getRecords().get(0).getBody());
        }
    }

    /** Tells in which order the snapshot's hooks ran. */
    public static final class Snapshots implements RequestStreamHandler {
        private final List<String> hooks = new ArrayList<>();
        private final List<Resource> kept = List.of(hook("a"), hook("b"));

        public Snapshots() {
            kept.forEach(Core.getGlobalContext()::register);
        }

        private Resource hook(String name) {
            return new Resource() {
                @Override
                public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
                    hooks.add("before " + name);
                }

                @Override
                public void afterRestore(org.crac.Context<? extends Resource> context) {
                    hooks.add("after " + name);
                }
            };
        }

        @Override
        public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
            response.write(String.join(", ", hooks).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Cannot be frozen. */
    public static final class Unfreezable implements RequestStreamHandler, Resource {
        public Unfreezable() {
            Core.getGlobalContext().register(this);
        }

        @Override
        public void beforeCheckpoint(org.crac.Context<? extends Resource> context) throws IOException {
            throw new IOException("a connection is open");
        }

        @Override
        public void afterRestore(org.crac.Context<? extends Resource> context) {}

        @Override
        public void handleRequest(InputStream event, OutputStream response, Context context) {}
    }

    /** Cannot be made. */
    public static final class Broken implements RequestStreamHandler {
        public Broken() {
            throw new IllegalStateException("environment variable X is missing");
        }

        @Override
        public void handleRequest(InputStream event, OutputStream response, Context context) {}
    }
}

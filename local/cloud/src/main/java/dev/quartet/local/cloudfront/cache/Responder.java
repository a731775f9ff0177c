package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.http.WireSize;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sends answers, counts them before their last byte leaves, and logs them. Thread-safe. */
final class Responder {
    private final EdgeMetrics metrics;
    private final RequestLog log;
    private final String via;

    Responder(EdgeMetrics metrics, RequestLog log, String via) {
        this.metrics = metrics;
        this.log = log;
        this.via = via;
    }

    /** Sends {@code answer} and lets go of its body. */
    void send(ViewerCall call, Answer answer) throws IOException, InterruptedException {
        try (var source = answer.source()) {
            int status = answer.status();
            var fields = new ArrayList<>(answer.headers().fields());
            fields.add(Map.entry("X-Cache", answer.result().header()));
            fields.add(Map.entry("Via", via));
            fields.add(Map.entry("X-Amz-Cf-Pop", EdgeIds.POP));
            fields.add(Map.entry("X-Amz-Cf-Id", call.requestId()));
            boolean bodiless = call.exchange().method().equals("HEAD") || status == 204 || status == 304;
            var tally = new Tally(call, answer, fields, bodiless);
            metrics.request(call.exchange().method(), status, answer.result());
            if (call.originMillis() >= 0 && !answer.result().hit()) {
                metrics.originLatency(call.originMillis());
            }
            if (bodiless || answer.length() == 0) {
                tally.end();
            }
            try (var out = call.exchange().respond(status, fields, answer.length())) {
                if (!bodiless) {
                    source.writeTo(tally.counting(out));
                }
                tally.end();
            } finally {
                tally.end();
            }
        }
    }

    /** Counts one answer's bytes. */
    private final class Tally {
        private final ViewerCall call;
        private final Answer answer;
        private final List<Map.Entry<String, String>> fields;
        private final long announced;
        private long body;
        private long firstByteNanos;
        private boolean ended;

        Tally(ViewerCall call, Answer answer, List<Map.Entry<String, String>> fields, boolean bodiless) {
            this.call = call;
            this.answer = answer;
            this.fields = fields;
            this.announced = bodiless ? 0 : answer.length();
            this.firstByteNanos = System.nanoTime();
        }

        OutputStream counting(OutputStream out) {
            return new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int count) throws IOException {
                    if (body == 0) {
                        firstByteNanos = System.nanoTime();
                    }
                    body += count;
                    if (body == announced) {
                        end(); // who has the last byte finds it counted
                    }
                    out.write(bytes, offset, count);
                }

                @Override
                public void flush() throws IOException {
                    out.flush();
                }
            };
        }

        void end() {
            if (ended) {
                return;
            }
            ended = true;
            var exchange = call.exchange();
            long sent = WireSize.of(exchange, answer.status(), fields, answer.length()) + body;
            long received = received();
            metrics.bytes(exchange.method(), sent, received);
            if (log.on()) {
                log.answered(call, answer, sent, received, (firstByteNanos - call.startNanos()) / 1e9);
            }
        }

        private long received() {
            var length = call.exchange().headerValue("Content-Length");
            return length == null ? 0 : Long.parseLong(length);
        }
    }
}

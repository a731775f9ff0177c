package dev.quartet.local.mail;

import dev.quartet.local.core.MailSink;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the newest 10,000 mails and serves them at {@code GET /_quartet/mail} as
 * {@code [{messageId, from, to [], subject, text, html?, configurationSet?, tags, sentAt}]}, oldest first, and each at
 * {@code GET /_quartet/mail/<messageId>.eml} for mail programs. Thread-safe.
 */
public final class Mailbox implements MailSink, HttpHandler {
    private static final int MOST = 10_000;
    private static final String EML = ".eml";
    private static final JsonMapper JSON = JsonMapper.shared();

    private record Received(Message message, Instant sentAt) {}

    private final Clock clock;
    private final Deque<Received> mails = new ArrayDeque<>();

    /** Creates an empty mailbox. */
    public Mailbox(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void deliver(Message message) {
        mails.addLast(new Received(message, clock.instant()));
        while (mails.size() > MOST) {
            mails.removeFirst();
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!exchange.method().equals("GET")) {
            exchange.respond(405, Map.of("Allow", "GET"), new byte[0]);
            return;
        }
        var path = exchange.rawPath();
        var file = path.substring(path.lastIndexOf('/') + 1);
        if (file.endsWith(EML)) {
            eml(exchange, file.substring(0, file.length() - EML.length()));
            return;
        }
        var output = JSON.createArrayNode();
        for (var mail : snapshot()) {
            var message = mail.message();
            var node = output.addObject()
                    .put("messageId", message.messageId())
                    .put("from", message.from())
                    .put("subject", message.subject())
                    .put("text", message.text())
                    .put("sentAt", mail.sentAt().toString());
            message.to().forEach(node.putArray("to")::add);
            message.html().ifPresent(html -> node.put("html", html));
            message.configurationSet().ifPresent(name -> node.put("configurationSet", name));
            var tags = node.putObject("tags");
            message.tags().forEach(tags::put);
        }
        exchange.respond(200, Map.of("Content-Type", "application/json"), JSON.writeValueAsBytes(output));
    }

    private void eml(HttpExchange exchange, String messageId) throws IOException {
        for (var mail : snapshot()) {
            if (mail.message().messageId().equals(messageId)) {
                exchange.respond(
                        200, Map.of("Content-Type", "message/rfc822"), Eml.write(mail.message(), mail.sentAt()));
                return;
            }
        }
        exchange.respond(
                404,
                Map.of("Content-Type", "text/plain; charset=utf-8"),
                "There is no such mail.\n".getBytes(StandardCharsets.UTF_8));
    }

    private synchronized List<Received> snapshot() {
        return List.copyOf(mails);
    }
}

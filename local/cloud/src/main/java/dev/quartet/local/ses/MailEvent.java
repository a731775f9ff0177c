package dev.quartet.local.ses;

import dev.quartet.local.core.CloudContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes events as <a
 * href="https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html">SES</a> publishes them.
 */
final class MailEvent {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** A mail that is on its way: what all its events tell. */
    record Sent(
            String messageId,
            Instant at,
            Outgoing mail,
            String subject,
            String sourceArn,
            String callerName,
            String configurationSet) {}

    private MailEvent() {}

    static ObjectNode of(CloudContext context, EventType type, Sent sent, String member, ObjectNode details) {
        var event = JSON.createObjectNode().put("eventType", type.inJson());
        event.set("mail", mail(context, sent));
        event.set(member, details);
        return event;
    }

    static ObjectNode nothing() {
        return JSON.createObjectNode();
    }

    static ObjectNode delivery(Instant at, String recipient) {
        var node = JSON.createObjectNode().put("timestamp", TIME.format(at)).put("processingTimeMillis", 1);
        node.putArray("recipients").add(recipient);
        return node.put("smtpResponse", "250 2.0.0 OK").put("reportingMTA", "a8-50.smtp-out.amazonses.com");
    }

    static ObjectNode bounce(Instant at, String recipient, String subType) {
        var suppressed = !subType.equals("General");
        var node = JSON.createObjectNode()
                .put("feedbackId", UUID.randomUUID().toString())
                .put("bounceType", "Permanent")
                .put("bounceSubType", subType);
        node.putArray("bouncedRecipients")
                .addObject()
                .put("emailAddress", recipient)
                .put("action", "failed")
                .put("status", "5.1.1")
                .put(
                        "diagnosticCode",
                        suppressed
                                ? "Amazon SES did not send the message to this address because it is on the suppression list."
                                : "smtp; 550 5.1.1 user unknown");
        return node.put("timestamp", TIME.format(at)).put("reportingMTA", "dns; a8-50.smtp-out.amazonses.com");
    }

    static ObjectNode complaint(Instant at, String recipient) {
        var node = JSON.createObjectNode()
                .put("feedbackId", UUID.randomUUID().toString())
                .putNull("complaintSubType");
        node.putArray("complainedRecipients").addObject().put("emailAddress", recipient);
        return node.put("timestamp", TIME.format(at))
                .put("userAgent", "Amazon SES Mailbox Simulator")
                .put("complaintFeedbackType", "abuse")
                .put("arrivalDate", TIME.format(at));
    }

    static ObjectNode failure(String templateName, String message) {
        return JSON.createObjectNode().put("errorMessage", message).put("templateName", templateName);
    }

    private static ObjectNode mail(CloudContext context, Sent sent) {
        var mail = sent.mail();
        var node = JSON.createObjectNode()
                .put("timestamp", TIME.format(sent.at()))
                .put("source", mail.from().text())
                .put("sourceArn", sent.sourceArn())
                .put("sendingAccountId", context.accountId())
                .put("messageId", sent.messageId());
        mail.recipients().forEach(node.putArray("destination")::add);
        node.put("headersTruncated", false);
        var headers = node.putArray("headers");
        var to = String.join(", ", mail.recipients());
        Map.of("From", mail.from().text(), "To", to, "Subject", sent.subject())
                .forEach((name, value) -> headers.addObject().put("name", name).put("value", value));
        var common = node.putObject("commonHeaders");
        common.putArray("from").add(mail.from().text());
        mail.recipients().forEach(common.putArray("to")::add);
        common.put("messageId", sent.messageId()).put("subject", sent.subject());
        var tags = node.putObject("tags");
        tags(sent).forEach((name, values) -> values.forEach(tags.putArray(name)::add));
        return node;
    }

    /** Returns the message's tags, with those that SES adds by itself. */
    static Map<String, List<String>> tags(Sent sent) {
        var result = new java.util.TreeMap<String, List<String>>();
        sent.mail().tags().forEach((name, value) -> result.put(name, List.of(value)));
        result.put("ses:configuration-set", List.of(sent.configurationSet()));
        result.put("ses:from-domain", List.of(sent.mail().from().domain()));
        result.put("ses:caller-identity", List.of(sent.callerName()));
        result.put("ses:source-ip", List.of("127.0.0.1"));
        return result;
    }
}

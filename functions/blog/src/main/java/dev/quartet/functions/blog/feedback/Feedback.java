package dev.quartet.functions.blog.feedback;

import dev.quartet.functions.blog.Emails;
import dev.quartet.functions.blog.VisitorStatus;
import dev.quartet.functions.common.Digests;
import dev.quartet.functions.common.Events;
import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Logs;
import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Reopened;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** What SES's events say of visitors, noted on their items by conditional updates. */
final class Feedback {
    private static final Map<String, String> STATUS = Map.of("#status", "status");
    private static final AttributeValue BOUNCED = Attributes.text(VisitorStatus.BOUNCED.name());
    private static final AttributeValue COMPLAINED = Attributes.text(VisitorStatus.COMPLAINED.name());

    private final Reopened<DynamoDbClient> table;
    private final String tableName;
    private final Logs logs;
    private final Figures figures;

    Feedback(Reopened<DynamoDbClient> table, String tableName, Logs logs, Figures figures) {
        this.table = table;
        this.tableName = tableName;
        this.logs = logs;
        this.figures = figures;
    }

    /** @throws IllegalArgumentException if it is no event of SES */
    void note(Map<String, @Nullable Object> event) {
        String type = Events.text(event, "eventType");
        switch (type) {
            case "Bounce" -> {
                String bounceType = Events.text(event, "bounce", "bounceType");
                for (Object recipient : Events.list(event, "bounce", "bouncedRecipients")) {
                    bounced(Events.text(recipient, "emailAddress"), bounceType);
                }
            }
            case "Complaint" -> {
                for (Object recipient : Events.list(event, "complaint", "complainedRecipients")) {
                    complained(Events.text(recipient, "emailAddress"));
                }
            }
            case "Delivery" -> {
                String at = Events.text(event, "delivery", "timestamp");
                for (Object recipient : Events.list(event, "delivery", "recipients")) {
                    delivered(String.valueOf(recipient), at);
                }
            }
            default -> logs.warn("an event that changes nothing", Map.of("eventType", type));
        }
    }

    /** A permanent bounce is the address's end. Another one (a full mailbox, a mail too large) is noted. */
    private void bounced(String recipient, String type) {
        if (!type.equals("Permanent")) {
            update(
                    recipient,
                    "SET bounceType = :type",
                    "attribute_exists(email) AND #status <> :bounced",
                    Map.of(":type", Attributes.text(type), ":bounced", BOUNCED));
            return;
        }
        boolean now = update(
                recipient,
                "SET #status = :bounced, bounceType = :type REMOVE leaseUntil",
                "attribute_exists(email) AND NOT #status IN (:bounced, :complained)",
                Map.of(":type", Attributes.text(type), ":bounced", BOUNCED, ":complained", COMPLAINED));
        if (now) {
            figures.count("VisitorsBounced");
        }
    }

    private void complained(String recipient) {
        boolean now = update(
                recipient,
                "SET #status = :complained REMOVE leaseUntil",
                "attribute_exists(email) AND #status <> :complained",
                Map.of(":complained", COMPLAINED));
        if (now) {
            figures.count("VisitorsComplained");
        }
    }

    /** The first delivery's time stays. */
    private void delivered(String recipient, String at) {
        update(
                recipient,
                "SET deliveredAt = :at",
                "attribute_exists(email) AND attribute_not_exists(deliveredAt)",
                Map.of(":at", Attributes.text(at)));
    }

    /** @return whether it changed the visitor; not if that was noted before, or if there is no such visitor */
    private boolean update(String recipient, String change, String condition, Map<String, AttributeValue> values) {
        String email = email(recipient);
        boolean namesStatus = change.contains("#status") || condition.contains("#status");
        try {
            table.get().updateItem(update -> update.tableName(tableName)
                    .key(Map.of("email", Attributes.text(email)))
                    .updateExpression(change)
                    .conditionExpression(condition)
                    .expressionAttributeNames(namesStatus ? STATUS : null)
                    .expressionAttributeValues(values)
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return true;
        } catch (ConditionalCheckFailedException e) {
            if (!e.hasItem() || e.item().isEmpty()) {
                logs.warn("an event of an unknown visitor", Map.of("visitor", Digests.pseudonym(email)));
            }
            return false;
        }
    }

    /** SES may answer the recipient as it stands in the mail: with a name, in another spelling. */
    private static String email(String recipient) {
        int open = recipient.lastIndexOf('<');
        int close = recipient.lastIndexOf('>');
        String address = open >= 0 && close > open ? recipient.substring(open + 1, close) : recipient;
        try {
            return Emails.normalised(address);
        } catch (IllegalArgumentException e) {
            // None that this blog ever wrote to: it is looked for as it is, and not found.
            return address;
        }
    }
}

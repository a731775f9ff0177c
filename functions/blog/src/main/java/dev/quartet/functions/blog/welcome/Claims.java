package dev.quartet.functions.blog.welcome;

import dev.quartet.functions.blog.VisitorStatus;
import dev.quartet.functions.common.Times;
import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Reopened;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Who may send a visitor's mail, written into the visitor's item by conditional updates. */
final class Claims {
    /** Whether one may send. */
    sealed interface Outcome permits Claim, Refusal {}

    /**
     * One may.
     *
     * @param sends      how often the mail was sent, or may have been, this time included
     * @param leaseUntil seconds of the epoch
     */
    record Claim(String email, @Nullable String name, String locale, long sends, long leaseUntil) implements Outcome {}

    /** One may not. */
    enum Refusal implements Outcome {
        /** The mail was sent, or the address takes none. */
        DONE,
        /** Somebody else sends it, or died over it: to be asked again after the lease. */
        LEASED,
        /** There is no such visitor any more. */
        GONE
    }

    private static final AttributeValue SIGNED_UP = status(VisitorStatus.SIGNED_UP);
    private static final AttributeValue SENDING = status(VisitorStatus.SENDING);

    private final Reopened<DynamoDbClient> table;
    private final String tableName;
    private final Duration lease;
    private final Clock clock;

    Claims(Reopened<DynamoDbClient> table, String tableName, Duration lease, Clock clock) {
        this.table = table;
        this.tableName = tableName;
        this.lease = lease;
        this.clock = clock;
    }

    private static AttributeValue status(VisitorStatus status) {
        return Attributes.text(status.name());
    }

    Outcome claim(String email) {
        long now = clock.instant().getEpochSecond();
        long leaseUntil = now + lease.toSeconds();
        try {
            Map<String, AttributeValue> item = table.get()
                    .updateItem(update -> update.tableName(tableName)
                            .key(key(email))
                            .updateExpression("SET #status = :sending, leaseUntil = :leaseUntil ADD sends :one")
                            .conditionExpression("#status = :signedUp OR (#status = :sending AND leaseUntil <= :now)")
                            .expressionAttributeNames(Map.of("#status", "status"))
                            .expressionAttributeValues(Map.of(
                                    ":sending", SENDING,
                                    ":signedUp", SIGNED_UP,
                                    ":now", Attributes.number(now),
                                    ":leaseUntil", Attributes.number(leaseUntil),
                                    ":one", Attributes.number(1)))
                            .returnValues(ReturnValue.ALL_NEW)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                    .attributes();
            return new Claim(
                    email,
                    Attributes.optional(item, "name"),
                    Attributes.required(item, "locale").s(),
                    Long.parseLong(Attributes.required(item, "sends").n()),
                    leaseUntil);
        } catch (ConditionalCheckFailedException e) {
            if (!e.hasItem() || e.item().isEmpty()) {
                return Refusal.GONE;
            }
            return VisitorStatus.SENDING.name().equals(Attributes.optional(e.item(), "status"))
                    ? Refusal.LEASED
                    : Refusal.DONE;
        }
    }

    /** Marks the mail as sent; what SES said of it meanwhile, a bounce or a complaint, stays. */
    void sent(Claim claim, String messageId) {
        Map<String, AttributeValue> values = Map.of(
                ":now", Attributes.text(Times.sortable(clock.instant())), ":messageId", Attributes.text(messageId));
        try {
            Map<String, AttributeValue> more = new HashMap<>(values);
            more.put(":sending", SENDING);
            more.put(":sent", status(VisitorStatus.SENT));
            table.get().updateItem(update -> update.tableName(tableName)
                    .key(key(claim.email()))
                    .updateExpression("SET #status = :sent, sentAt = :now, messageId = :messageId REMOVE leaseUntil")
                    .conditionExpression("#status = :sending")
                    .expressionAttributeNames(Map.of("#status", "status"))
                    .expressionAttributeValues(more));
        } catch (ConditionalCheckFailedException e) {
            noteSent(claim, values);
        }
    }

    private void noteSent(Claim claim, Map<String, AttributeValue> values) {
        try {
            table.get().updateItem(update -> update.tableName(tableName)
                    .key(key(claim.email()))
                    .updateExpression("SET sentAt = :now, messageId = :messageId REMOVE leaseUntil")
                    .conditionExpression("attribute_exists(email)")
                    .expressionAttributeValues(values));
        } catch (ConditionalCheckFailedException e) {
            // The visitor was deleted meanwhile: there is nothing to note it on.
        }
    }

    /** Undoes a claim of which surely no mail came. */
    void giveBack(Claim claim) {
        try {
            table.get().updateItem(update -> update.tableName(tableName)
                    .key(key(claim.email()))
                    .updateExpression("SET #status = :signedUp REMOVE leaseUntil ADD sends :minusOne")
                    .conditionExpression("#status = :sending AND leaseUntil = :leaseUntil")
                    .expressionAttributeNames(Map.of("#status", "status"))
                    .expressionAttributeValues(Map.of(
                            ":signedUp",
                            SIGNED_UP,
                            ":sending",
                            SENDING,
                            ":leaseUntil",
                            Attributes.number(claim.leaseUntil()),
                            ":minusOne",
                            Attributes.number(-1))));
        } catch (ConditionalCheckFailedException e) {
            // It is not ours any more, so there is nothing to give back.
        }
    }

    private static Map<String, AttributeValue> key(String email) {
        return Map.of("email", Attributes.text(email));
    }
}

package dev.quartet.functions.services.imports;

import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Reopened;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * How far the reading of each file has come, in the table: an item {@code SUMMARY}, beside whose name stand those of {@link Outcomes}.
 * Who reads a file again, after a failure or because S3 told twice of it, goes on from there.
 */
final class Imports {
    /** As long as anybody may redrive a line of it. */
    static final Duration KEPT = Duration.ofDays(30);

    static final String SUMMARY = "SUMMARY";
    static final String READ = "READ";

    private final Reopened<DynamoDbClient> table;
    private final String tableName;
    private final Clock clock;

    Imports(Reopened<DynamoDbClient> table, String tableName, Clock clock) {
        this.table = table;
        this.tableName = tableName;
        this.clock = clock;
    }

    /**
     * What is known of a file.
     *
     * @param read     whether it is done with
     * @param sentLine orders up to this line are in the queue
     */
    record Progress(boolean read, long sentLine) {}

    static String partition(String id) {
        return "IMPORT#" + id;
    }

    static Map<String, AttributeValue> summary(String id) {
        return Map.of("pk", Attributes.text(partition(id)), "sk", Attributes.text(SUMMARY));
    }

    Progress begin(Upload upload) {
        Map<String, AttributeValue> item = table.get()
                .updateItem(update -> update.tableName(tableName)
                        .key(summary(upload.id()))
                        .updateExpression("SET startedAt = if_not_exists(startedAt, :now), #name = :name,"
                                + " sentLine = if_not_exists(sentLine, :none), expiresAt = :expiresAt")
                        .expressionAttributeNames(Map.of("#name", "name"))
                        .expressionAttributeValues(Map.of(
                                ":now", Attributes.text(clock.instant().toString()),
                                ":name", Attributes.text(upload.name()),
                                ":none", Attributes.number(0),
                                ":expiresAt",
                                        Attributes.number(
                                                clock.instant().plus(KEPT).getEpochSecond())))
                        .returnValues(ReturnValue.ALL_NEW))
                .attributes();
        return new Progress(
                READ.equals(Attributes.optional(item, "status")),
                Long.parseLong(Attributes.required(item, "sentLine").n()));
    }

    /** Orders up to the line are in the queue. */
    void sent(Upload upload, long line) {
        try {
            table.get().updateItem(update -> update.tableName(tableName)
                    .key(summary(upload.id()))
                    .updateExpression("SET sentLine = :line")
                    .conditionExpression("sentLine < :line")
                    .expressionAttributeValues(Map.of(":line", Attributes.number(line))));
        } catch (ConditionalCheckFailedException e) {
            // Another reader of the same file is further.
        }
    }

    /** @return whether nobody has done so before */
    boolean read(Upload upload, long lines, long accepted, long rejected) {
        try {
            table.get().updateItem(update -> update.tableName(tableName)
                    .key(summary(upload.id()))
                    .updateExpression("SET #status = :read, #lines = :lines, accepted = :accepted,"
                            + " rejected = :rejected, readAt = :now")
                    .conditionExpression("attribute_not_exists(#status)")
                    .expressionAttributeNames(Map.of("#status", "status", "#lines", "lines"))
                    .expressionAttributeValues(Map.of(
                            ":read", Attributes.text(READ),
                            ":lines", Attributes.number(lines),
                            ":accepted", Attributes.number(accepted),
                            ":rejected", Attributes.number(rejected),
                            ":now", Attributes.text(clock.instant().toString()))));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }
}

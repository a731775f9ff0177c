package dev.quartet.dashboard.mail;

import static java.util.Objects.requireNonNull;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The visitors, newest first, read as far as somebody scrolls: a month after the other, backwards, off the index {@code byMonth}.
 * Not thread-safe: it belongs to one viewer.
 */
public final class VisitorLedger {
    /** The index that the program gives the visitors' table. */
    static final String INDEX = "byMonth";

    /** A stack that nobody signed up to for a year is taken to have begun after that. */
    static final int EMPTY_MONTHS = 12;

    /** What one viewer's server memory holds at most; beyond, a filter narrows it. */
    static final int MOST = 10_000;

    /** A filter drops items after they were read, so a page may bring nothing: this many in a row end a read. */
    private static final int MOST_PAGES = 40;

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final @Nullable VisitorStatus status;
    private final List<Visitor> read = new ArrayList<>();
    private YearMonth month;
    private Map<String, AttributeValue> after = Map.of();
    private int empty;
    private boolean monthHasAny;
    private boolean end;

    /**
     * @param newest the month to begin with, in UTC
     * @param status the only one wanted, or null for all
     */
    VisitorLedger(DynamoDbClient dynamoDb, String table, YearMonth newest, @Nullable VisitorStatus status) {
        this.dynamoDb = requireNonNull(dynamoDb, "dynamoDb is null");
        this.table = requireNonNull(table, "table is null");
        this.month = requireNonNull(newest, "newest is null");
        this.status = status;
    }

    /** Lines from {@code offset} on, at most {@code limit}: fewer only at the end. Throws the SDK's exceptions. */
    public List<Visitor> page(int offset, int limit) {
        int wanted = Math.min(MOST, offset + limit);
        for (int pages = 0; !end && read.size() < wanted && pages < MOST_PAGES; pages++) {
            next(limit);
        }
        return List.copyOf(read.subList(Math.min(offset, read.size()), Math.min(wanted, read.size())));
    }

    private void next(int limit) {
        QueryResponse page = dynamoDb.query(request(limit));
        page.items().forEach(item -> read.add(Visitor.of(item)));
        // A filter drops what it does not want, which is no sign of an empty month.
        boolean scanned = page.scannedCount() != null && page.scannedCount() > 0;
        monthHasAny = monthHasAny || scanned || !page.items().isEmpty();
        if (page.hasLastEvaluatedKey() && !page.lastEvaluatedKey().isEmpty()) {
            after = page.lastEvaluatedKey();
            return;
        }
        empty = monthHasAny ? 0 : empty + 1;
        end = empty >= EMPTY_MONTHS;
        month = month.minusMonths(1);
        monthHasAny = false;
        after = Map.of();
    }

    private QueryRequest request(int limit) {
        QueryRequest.Builder request = QueryRequest.builder()
                .tableName(table)
                .indexName(INDEX)
                .keyConditionExpression("#month = :month")
                .scanIndexForward(false);
        if (!after.isEmpty()) {
            request.exclusiveStartKey(after);
        }
        AttributeValue wantedMonth = AttributeValue.fromS(month.toString());
        if (status == null) {
            return request.limit(limit)
                    .expressionAttributeNames(Map.of("#month", "month"))
                    .expressionAttributeValues(Map.of(":month", wantedMonth))
                    .build();
        }
        // The limit counts before the filter: a whole page of DynamoDB's own size saves round trips.
        return request.filterExpression("#status = :status")
                .expressionAttributeNames(Map.of("#month", "month", "#status", "status"))
                .expressionAttributeValues(
                        Map.of(":month", wantedMonth, ":status", AttributeValue.fromS(status.name())))
                .build();
    }
}

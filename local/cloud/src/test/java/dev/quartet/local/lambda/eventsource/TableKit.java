package dev.quartet.local.lambda.eventsource;

import dev.quartet.local.core.Provisioned;
import dev.quartet.local.dynamodb.DynamoDbFixture;
import dev.quartet.local.dynamodb.TableStreams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Mappings over the real DynamoDB Local, too: a table of visitors and its stream. */
final class TableKit extends EventKit {
    final DynamoDbClient tables;
    final String streamArn;

    TableKit(Path folder) throws IOException {
        this(folder, new RunningClock());
    }

    private TableKit(Path folder, RunningClock clock) throws IOException {
        this(new DynamoDbFixture(folder, clock, Optional.empty()), clock);
    }

    private TableKit(DynamoDbFixture dynamodb, RunningClock clock) throws IOException {
        super(
                dynamodb.context,
                clock,
                dynamodb.authorizer,
                dynamodb.metrics,
                dynamodb.catalog,
                List.of(new TableStreams(dynamodb.service, clock)));
        keepToTheEnd(dynamodb);
        streamArn = (String)
                Objects.requireNonNull(dynamodb.table("visitors").outputs().get("streamArn"));
        tables = keep(dynamodb.client());
    }

    /** Maps the visitors' stream, from its beginning, failed records going to the bucket. */
    Provisioned mapStream(Map<String, Object> more) {
        return mapStream(streamArn, more);
    }

    /** Puts an item of key {@code pk}, {@code sk}. */
    void put(String pk, String sk) {
        tables.putItem(r ->
                r.tableName("visitors").item(Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk))));
    }
}

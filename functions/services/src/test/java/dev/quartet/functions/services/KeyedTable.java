package dev.quartet.functions.services;

import dev.quartet.functions.testing.EmbeddedDynamoDb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A table without indexes, inside the test's process. */
public final class KeyedTable implements AutoCloseable {
    public static final String NAME = "table";

    private final EmbeddedDynamoDb dynamoDb = new EmbeddedDynamoDb();
    private final List<String> keys;

    /** @param keys the hash key's name, and the range key's if there is one */
    public KeyedTable(String... keys) {
        this.keys = List.of(keys);
        List<AttributeDefinition> attributes = new ArrayList<>();
        List<KeySchemaElement> schema = new ArrayList<>();
        for (String key : keys) {
            attributes.add(AttributeDefinition.builder()
                    .attributeName(key)
                    .attributeType(ScalarAttributeType.S)
                    .build());
            schema.add(KeySchemaElement.builder()
                    .attributeName(key)
                    .keyType(schema.isEmpty() ? KeyType.HASH : KeyType.RANGE)
                    .build());
        }
        client().createTable(create -> create.tableName(NAME)
                .attributeDefinitions(attributes)
                .keySchema(schema)
                .billingMode(BillingMode.PAY_PER_REQUEST));
    }

    public DynamoDbClient client() {
        return dynamoDb.client();
    }

    public List<Map<String, AttributeValue>> items() {
        return client().scanPaginator(scan -> scan.tableName(NAME).consistentRead(true)).items().stream()
                .toList();
    }

    public void clear() {
        for (Map<String, AttributeValue> item : items()) {
            Map<String, AttributeValue> key = new java.util.HashMap<>(item);
            key.keySet().retainAll(keys);
            client().deleteItem(delete -> delete.tableName(NAME).key(key));
        }
    }

    @Override
    public void close() {
        dynamoDb.close();
    }
}

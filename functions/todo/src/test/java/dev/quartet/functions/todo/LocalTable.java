package dev.quartet.functions.todo;

import dev.quartet.functions.testing.EmbeddedDynamoDb;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The to-dos' table, inside the test's process. */
final class LocalTable implements AutoCloseable {
    static final String NAME = "todos";

    private final EmbeddedDynamoDb dynamoDb = new EmbeddedDynamoDb();

    LocalTable() {
        client().createTable(table -> table.tableName(NAME)
                .attributeDefinitions(
                        pk -> pk.attributeName("pk").attributeType(ScalarAttributeType.S),
                        sk -> sk.attributeName("sk").attributeType(ScalarAttributeType.S))
                .keySchema(pk -> pk.attributeName("pk").keyType(KeyType.HASH), sk -> sk.attributeName("sk")
                        .keyType(KeyType.RANGE))
                .billingMode(BillingMode.PAY_PER_REQUEST));
    }

    DynamoDbClient client() {
        return dynamoDb.client();
    }

    @Override
    public void close() {
        dynamoDb.close();
    }
}

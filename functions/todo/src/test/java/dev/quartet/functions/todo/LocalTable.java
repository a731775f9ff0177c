package dev.quartet.functions.todo;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/** A table with AWS's own semantics, inside the test's process. */
final class LocalTable implements AutoCloseable {
    static final String NAME = "todos";

    private final AmazonDynamoDBLocal dynamoDb = DynamoDBEmbedded.create(true);

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
        return dynamoDb.dynamoDbClient();
    }

    @Override
    public void close() {
        dynamoDb.shutdown();
    }
}

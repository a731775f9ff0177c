package dev.quartet.functions.testing;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/** DynamoDB with AWS's own semantics, inside the test's process. */
public final class EmbeddedDynamoDb implements AutoCloseable {
    private final AmazonDynamoDBLocal dynamoDb = DynamoDBEmbedded.create(true);

    public DynamoDbClient client() {
        return dynamoDb.dynamoDbClient();
    }

    @Override
    public void close() {
        dynamoDb.shutdown();
    }
}

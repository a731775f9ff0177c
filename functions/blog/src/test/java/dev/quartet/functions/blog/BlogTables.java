package dev.quartet.functions.blog;

import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.testing.EmbeddedDynamoDb;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The blog's tables with their indexes, inside the test's process. */
public final class BlogTables implements AutoCloseable {
    public static final String POSTS = "posts";
    public static final String VISITORS = "visitors";

    private final EmbeddedDynamoDb dynamoDb = new EmbeddedDynamoDb();

    public BlogTables() {
        create(
                POSTS,
                keys("pk", "sk"),
                "byTime",
                keys("list", "at"),
                "slug title summary author image publishedAt key width height contentType size status reason createdAt");
        create(
                VISITORS,
                keys("email"),
                "byMonth",
                keys("month", "signedUpAt"),
                "name locale status sentAt sends bounceType");
    }

    private void create(
            String table,
            List<KeySchemaElement> keys,
            String index,
            List<KeySchemaElement> indexKeys,
            String projected) {
        Set<String> names = new TreeSet<>();
        keys.forEach(key -> names.add(key.attributeName()));
        indexKeys.forEach(key -> names.add(key.attributeName()));
        client().createTable(create -> create.tableName(table)
                .attributeDefinitions(names.stream()
                        .map(name -> AttributeDefinition.builder()
                                .attributeName(name)
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .toList())
                .keySchema(keys)
                .globalSecondaryIndexes(
                        byKeys -> byKeys.indexName(index).keySchema(indexKeys).projection(projection -> projection
                                .projectionType(ProjectionType.INCLUDE)
                                .nonKeyAttributes(projected.split(" "))))
                .billingMode(BillingMode.PAY_PER_REQUEST));
    }

    private static List<KeySchemaElement> keys(String... names) {
        return java.util.stream.IntStream.range(0, names.length)
                .mapToObj(i -> KeySchemaElement.builder()
                        .attributeName(names[i])
                        .keyType(i == 0 ? KeyType.HASH : KeyType.RANGE)
                        .build())
                .toList();
    }

    public DynamoDbClient client() {
        return dynamoDb.client();
    }

    public Map<String, AttributeValue> visitor(String email) {
        return client().getItem(get -> get.tableName(VISITORS)
                        .key(Map.of("email", Attributes.text(email)))
                        .consistentRead(true))
                .item();
    }

    public void putVisitor(Map<String, AttributeValue> item) {
        client().putItem(put -> put.tableName(VISITORS).item(item));
    }

    @Override
    public void close() {
        dynamoDb.close();
    }
}

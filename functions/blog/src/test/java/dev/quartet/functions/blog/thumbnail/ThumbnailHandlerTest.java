package dev.quartet.functions.blog.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Json;
import dev.quartet.functions.testing.EmbeddedDynamoDb;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class ThumbnailHandlerTest {
    private static final String KEY = "01K0000000000000000000000A-sea.jpg";

    private final EmbeddedDynamoDb dynamoDb = new EmbeddedDynamoDb();
    private final MemoryBucket s3 = new MemoryBucket();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private ThumbnailHandler handler;

    @BeforeEach
    void start() {
        dynamoDb.client().createTable(table -> table.tableName("posts")
                .attributeDefinitions(
                        pk -> pk.attributeName("pk").attributeType(ScalarAttributeType.S),
                        sk -> sk.attributeName("sk").attributeType(ScalarAttributeType.S))
                .keySchema(pk -> pk.attributeName("pk").keyType(KeyType.HASH), sk -> sk.attributeName("sk")
                        .keyType(KeyType.RANGE))
                .billingMode(BillingMode.PAY_PER_REQUEST));
        Env env = new Env(Map.of("MEDIA_BUCKET", "media", "POSTS_TABLE", "posts"));
        handler = new ThumbnailHandler(
                env, Clock.systemUTC(), new PrintStream(log, true, StandardCharsets.UTF_8), dynamoDb::client, () -> s3);
    }

    @AfterEach
    void stop() {
        dynamoDb.close();
    }

    private void upload(String key, String contentType, byte[] file) {
        s3.objects.put("uploads/incoming/" + key, new MemoryBucket.Held(contentType, "", file));
    }

    private String handle(String key) {
        return send(Map.of(
                "Records",
                List.of(Map.of(
                        "eventTime",
                        "2026-03-01T10:00:00.000Z",
                        "s3",
                        Map.of(
                                "bucket", Map.of("name", "uploads"),
                                "object",
                                        Map.of(
                                                "key",
                                                URLEncoder.encode("incoming/" + key, StandardCharsets.UTF_8)))))));
    }

    private String send(Map<String, ?> notification) {
        String body = new String(Json.bytes(notification), StandardCharsets.UTF_8);
        byte[] event = Json.bytes(Map.of("Records", List.of(Map.of("messageId", "m1", "body", body))));
        return new String(handler.handle(event, "r1"), StandardCharsets.UTF_8);
    }

    private Map<String, AttributeValue> item(String key) {
        return dynamoDb.client()
                .getItem(get -> get.tableName("posts").key(Map.of("pk", text("IMAGE#" + key), "sk", text("IMAGE"))))
                .item();
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }

    private void assertRejected(String key, String reason) {
        assertThat(handle(key)).as("never tried again").isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(item(key))
                .containsEntry("status", text("REJECTED"))
                .containsEntry("list", text("REJECTED"))
                .containsEntry("at", text("2026-03-01T10:00:00.000Z#" + key))
                .containsEntry("reason", text(reason));
        assertThat(logged()).contains("\"ThumbnailsRejected\":1").contains("\"rejected a picture\"");
        assertThat(s3.objects.keySet()).noneMatch(name -> name.startsWith("media/"));
    }

    @Test
    void aPictureIsReadyAndTheSameASecondTime() {
        byte[] file = Encoders.exif(
                Encoders.jpeg(Drawing.coloured(1500, 1000).stored(6), false), 6, java.nio.ByteOrder.BIG_ENDIAN);
        upload(KEY, "image/jpeg", file);
        dynamoDb.client().putItem(put -> put.tableName("posts")
                .item(Map.of(
                        "pk", text("IMAGE#" + KEY),
                        "sk", text("IMAGE"),
                        "status", text("PENDING"),
                        "createdAt", text("2026-03-01T09:59:00.000Z"))));

        assertThat(handle(KEY)).isEqualTo("{\"batchItemFailures\":[]}");

        Map<String, AttributeValue> item = item(KEY);
        assertThat(item)
                .containsEntry("status", text("READY"))
                .containsEntry("list", text("IMAGES"))
                .containsEntry("key", text(KEY))
                .containsEntry("at", text("2026-03-01T10:00:00.000Z#" + KEY))
                .containsEntry("createdAt", text("2026-03-01T09:59:00.000Z"))
                .containsEntry("contentType", text("image/jpeg"))
                .containsEntry("width", AttributeValue.fromN("1500"))
                .containsEntry("height", AttributeValue.fromN("1000"))
                .doesNotContainKey("reason");
        assertThat(s3.objects)
                .containsOnlyKeys(
                        "uploads/incoming/" + KEY,
                        "media/images/" + KEY,
                        "media/thumbnails/320/" + KEY + ".jpg",
                        "media/thumbnails/640/" + KEY + ".jpg",
                        "media/thumbnails/1280/" + KEY + ".jpg");
        assertThat(s3.objects.get("media/images/" + KEY).cacheControl()).contains("immutable");
        assertThat(new String(s3.objects.get("media/images/" + KEY).bytes(), StandardCharsets.ISO_8859_1))
                .doesNotContain(Encoders.SECRET);
        assertThat(logged()).contains("\"ThumbnailsDone\":1");

        Map<String, MemoryBucket.Held> before = Map.copyOf(s3.objects);
        handle(KEY);

        assertThat(item(KEY)).isEqualTo(item);
        s3.objects.forEach((key, held) ->
                assertThat(held.bytes()).isEqualTo(before.get(key).bytes()));
    }

    @Test
    void aFileOfTwentySixMegabytesIsNotEvenFetched() {
        upload(KEY, "image/jpeg", new byte[26 * 1024 * 1024]);

        assertRejected(KEY, "The file has 26.0 MB; at most 25 are allowed.");
        assertThat(s3.gets).isZero();
    }

    @Test
    void aTextNamedJpg() {
        upload(KEY, "image/jpeg", Encoders.latin1("not a picture"));

        assertRejected(KEY, "The file is not a picture: it is neither JPEG, PNG, GIF nor WebP.");
    }

    @Test
    void aTruncatedFile() {
        byte[] whole = RejectionTest.file(Format.JPEG);
        upload(KEY, "image/jpeg", Arrays.copyOf(whole, whole.length / 2));

        assertRejected(KEY, "The file ends in the middle of the JPEG picture.");
    }

    @Test
    void aBombOf51Megapixels() {
        upload(KEY, "image/jpeg", RejectionTest.bomb(Format.JPEG, 8_500, 6_000));

        assertRejected(KEY, "The picture is 8500 x 6000 pixels: 51 megapixels; at most 50 are allowed.");
    }

    @Test
    void anotherTypeThanItSays() {
        upload(KEY, "image/png", RejectionTest.file(Format.GIF));

        assertRejected(KEY, "The file was uploaded as image/png, but its content is a GIF picture (image/gif).");
    }

    @Test
    void aTypeThatNobodyKnewIsTakenFromTheContent() {
        upload(KEY, "binary/octet-stream", RejectionTest.file(Format.WEBP));

        handle(KEY);

        assertThat(item(KEY)).containsEntry("contentType", text("image/webp"));
        assertThat(s3.objects.get("media/images/" + KEY).contentType()).isEqualTo("image/webp");
    }

    @Test
    void aKeyThatWouldLeaveItsFolder() {
        upload("../../index.html", "image/png", RejectionTest.file(Format.PNG));

        handle("../../index.html");

        assertThat(item("../../index.html")).containsEntry("status", text("REJECTED"));
        assertThat(s3.objects).hasSize(1);
    }

    @Test
    void whatS3CouldNotDoComesAgainAndIsDoneThen() {
        upload(KEY, "image/png", RejectionTest.file(Format.PNG));
        s3.failures = 1;

        assertThat(handle(KEY)).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"}]}");
        assertThat(item(KEY)).isEmpty();
        assertThat(logged()).contains("\"ThumbnailsFailed\":1");

        assertThat(handle(KEY)).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(item(KEY)).containsEntry("status", text("READY"));
    }

    @Test
    void anUploadThatIsGoneIsNotTriedAgain() {
        assertThat(handle(KEY)).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(item(KEY)).isEmpty();
        assertThat(logged()).contains("upload is gone");
    }

    @Test
    void theTestEventIsNothing() {
        assertThat(send(Map.of("Service", "Amazon S3", "Event", "s3:TestEvent", "Bucket", "uploads")))
                .isEqualTo("{\"batchItemFailures\":[]}");
    }

    @Test
    void keysComeUrlEncoded() {
        String key = "01K0-a+b c.png";
        upload(key, "image/png", RejectionTest.file(Format.PNG));

        handle(key);

        assertThat(item(key).get("reason").s()).contains("is not a picture's key");
    }

    @Test
    void primesASnapshotWithoutATrace() {
        Env env = new Env(Map.of("MEDIA_BUCKET", "media", "POSTS_TABLE", "posts"));
        handler.beforeCheckpoint(org.crac.Core.getGlobalContext());
        handler.afterRestore(org.crac.Core.getGlobalContext());
        assertThat(logged()).isEmpty();
        assertThat(s3.objects).isEmpty();
        ThumbnailPriming.run(env, Clock.systemUTC(), new PrintStream(log, true, StandardCharsets.UTF_8));
        assertThat(logged()).contains("\"ThumbnailsDone\":1");
    }
}

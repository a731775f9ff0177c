package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From an author's upload to thumbnails at the edge. Which pictures are understood is the function's own test. */
@ExtendWith(SharedQuartet.class)
final class ThumbnailsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void picture_shouldAppearInThreeSizes_andInTheGallery(RunningQuartet quartet) throws Exception {
        var blog = new BlogAccess(quartet.access());
        var key = BlogAuthor.create(blog).upload("garden view.png", "image/png", picture("png", 1600, 1200));

        for (int width : new int[] {320, 640, 1280}) {
            var path = "/thumbnails/%d/%s.jpg".formatted(width, key);
            await().atMost(PATIENCE)
                    .until(() -> blog.get(path + "?try=" + System.nanoTime()).statusCode() == 200);
            var answer = blog.get(path + "?try=last");
            assertThat(answer.headers().firstValue("content-type")).hasValue("image/jpeg");
            var image = ImageIO.read(new ByteArrayInputStream(answer.body()));
            assertThat(image.getWidth()).isEqualTo(width);
            assertThat(image.getHeight()).isEqualTo(width * 3 / 4);
        }
        assertThat(blog.get("/images/" + key).statusCode()).isEqualTo(200);
        // Lists are kept at the edge for a minute, by their query: each try asks for another page size.
        var limit = new java.util.concurrent.atomic.AtomicInteger(20);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        blog.get("/api/images?limit=" + limit.incrementAndGet()).body())
                .asString(StandardCharsets.UTF_8)
                .contains(key));
    }

    @Test
    void badFiles_shouldEndInTheRejectedList_andNotBeRetried(RunningQuartet quartet) throws Exception {
        var blog = new BlogAccess(quartet.access());
        var author = BlogAuthor.create(blog);
        var whole = picture("jpg", 1200, 800);
        var cut = author.upload("cut.jpg", "image/jpeg", Arrays.copyOf(whole, whole.length / 2));
        var text = author.upload(
                "text.jpg", "image/jpeg", "not a picture".repeat(100).getBytes(StandardCharsets.UTF_8));

        await().atMost(PATIENCE).untilAsserted(() -> {
            var reasons = new java.util.HashMap<String, String>();
            author.rejected()
                    .values()
                    .forEach(item -> reasons.put(
                            item.path("key").asString(), item.path("reason").asString()));
            assertThat(reasons).containsKeys(cut, text);
            assertThat(reasons.values()).allMatch(reason -> !reason.isBlank());
        });
        try (var figures = new Figures(quartet.access())) {
            assertThat(figures.sum(
                            "AWS/SQS",
                            "NumberOfMessagesSent",
                            Map.of(
                                    "QueueName",
                                    blog.exports().thumbnailDeadLetterQueue().name())))
                    .isZero();
        }
    }

    @Test
    void uploadThatIsGone_shouldBeDoneWith(RunningQuartet quartet) throws Exception {
        var blog = new BlogAccess(quartet.access());
        var key = "gone-" + System.nanoTime() + ".png";
        var notification = """
                {"Records": [{"eventSource": "aws:s3", "eventName": "ObjectCreated:Put",
                  "eventTime": "2026-01-01T00:00:00Z",
                  "s3": {"bucket": {"name": "%s"}, "object": {"key": "incoming/%s", "eTag": "00", "size": 10}}}]}""".formatted(blog.exports().uploadsBucket(), key);

        var shop = new ShopAccess(quartet.access());
        try (var sqs = shop.sqs()) {
            sqs.sendMessage(
                    send -> send.queueUrl(blog.exports().thumbnailQueue().url()).messageBody(notification));
        }

        // Without the right to list, S3 says 403 of what is not there, and the message would come again and again.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(shop.logged("quartet-local-blog-thumbnails", key))
                .anyMatch(line -> line.contains("upload is gone")));
    }

    @Test
    void uploads_shouldBeForAuthorsAlone(RunningQuartet quartet) throws Exception {
        var blog = new BlogAccess(quartet.access());
        var stranger = BlogAuthor.createWithoutGroup(blog);
        var asked = TodoUser.JSON
                .createObjectNode()
                .put("fileName", "a.png")
                .put("contentType", "image/png")
                .put("size", 10);

        assertThat(stranger.post("/api/images", asked).statusCode()).isEqualTo(403);
        assertThat(BlogAuthor.create(blog)
                        .post("/api/images", asked.put("size", 26 * 1024 * 1024))
                        .statusCode())
                .isEqualTo(400);
    }

    private static byte[] picture(String format, int width, int height) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var canvas = image.createGraphics();
        for (int i = 0; i < 40; i++) {
            canvas.setPaint(Color.getHSBColor(i / 40f, .7f, .8f));
            canvas.fillRect(i * width / 40, i * height / 80, width / 20, height);
        }
        canvas.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }
}

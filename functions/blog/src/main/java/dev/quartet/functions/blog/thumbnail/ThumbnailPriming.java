package dev.quartet.functions.blog.thumbnail;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.data.Echo;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes thumbnails of a picture that nobody sees before a snapshot is taken, so that it holds the decoders: clients speak to {@link Echo}. */
final class ThumbnailPriming {
    private static final String EVENT = """
            {"Records":[{"messageId":"1","body":"{\\"Records\\":[{\\"eventTime\\":\\"2026-01-01T00:00:00Z\\",\\"s3\\":{\
            \\"bucket\\":{\\"name\\":\\"primed\\"},\\"object\\":{\\"key\\":\\"incoming/primed.jpg\\"}}}]}"}]}""";

    private ThumbnailPriming() {}

    static void run(Env env, Clock clock, PrintStream out) {
        // Wide enough to be made smaller, by both filters.
        byte[] picture = Thumbnails.jpeg(Pixels.blank(2600, 8, 3));
        new ThumbnailHandler(env, clock, out, () -> Echo.dynamoDb("{}"), () -> s3(picture))
                .handle(EVENT.getBytes(StandardCharsets.UTF_8), "priming");
    }

    private static S3Client s3(byte[] picture) {
        Map<String, String> headers = Map.of(
                "Content-Type",
                Format.JPEG.contentType(),
                "Content-Length",
                Integer.toString(picture.length),
                "ETag",
                "\"primed\"");
        return Echo.configured(S3Client.builder(), new Echo(picture, headers)).build();
    }
}

package dev.quartet.functions.blog.thumbnail;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Events;
import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Json;
import dev.quartet.functions.common.Logs;
import dev.quartet.functions.data.Clients;
import dev.quartet.functions.data.Priming;
import dev.quartet.functions.data.Reopened;
import dev.quartet.functions.data.SdkLogs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Makes thumbnails: {@code dev.quartet.functions.blog.thumbnail.ThumbnailHandler::handleRequest}, for a queue of S3's event
 * notifications. A picture that is refused is done with; what S3 or the table could not do comes again, as a failed message of the batch
 * (ReportBatchItemFailures). Environment: MEDIA_BUCKET, POSTS_TABLE. Needs 2048 MB of memory: {@link Thumbnails} says why.
 */
public final class ThumbnailHandler implements RequestStreamHandler, Resource {
    static {
        SdkLogs.quieten();
    }

    private final Env env;
    private final Clock clock;
    private final Logs logs;
    private final Figures figures;
    private final Media media;
    private final Reopened<DynamoDbClient> table;
    private final Uploaded uploaded;

    public ThumbnailHandler() {
        this(Env.system());
        Core.getGlobalContext().register(this);
    }

    private ThumbnailHandler(Env env) {
        this(env, Clock.systemUTC(), System.out, () -> Clients.table(env), () -> Media.client(env));
    }

    ThumbnailHandler(
            Env env, Clock clock, PrintStream out, Supplier<DynamoDbClient> openTable, Supplier<S3Client> openS3) {
        this.env = env;
        this.clock = clock;
        logs = new Logs(out, clock);
        figures = Figures.of("Quartet/Blog", env, logs, clock);
        media = new Media(openS3, env.required("MEDIA_BUCKET"));
        table = new Reopened<>(openTable);
        uploaded = new Uploaded(media, new PictureItems(table, env.required("POSTS_TABLE")), logs, figures);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        response.write(handle(event.readAllBytes(), context.getAwsRequestId()));
    }

    byte[] handle(byte[] event, String requestId) {
        logs.startRequest(requestId);
        List<Object> failures = new ArrayList<>();
        for (Object message : Events.records(Json.object(event))) {
            try {
                handle(Events.text(message, "body"));
            } catch (RuntimeException e) {
                logs.error("failed, to be tried again", e);
                figures.count("ThumbnailsFailed");
                failures.add(Map.of("itemIdentifier", Events.text(message, "messageId")));
            }
        }
        figures.flush();
        return Json.bytes(Map.of("batchItemFailures", failures));
    }

    private void handle(String body) {
        Map<String, @Nullable Object> notification = Json.object(body.getBytes(StandardCharsets.UTF_8));
        // What S3 sends once, when the notification is set up.
        if ("s3:TestEvent".equals(notification.get("Event"))) {
            return;
        }
        for (Object s3Record : Events.records(notification)) {
            Upload upload = Upload.of(s3Record);
            if (upload != null) {
                uploaded.handle(upload);
            }
        }
    }

    /** Fills the snapshot with what a picture needs, and closes every connection. */
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        ThumbnailPriming.run(env, clock, Priming.nowhere());
        table.get();
        media.close();
        table.close();
    }

    /** The clients open again with the first event. */
    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {}
}

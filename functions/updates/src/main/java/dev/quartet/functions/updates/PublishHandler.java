package dev.quartet.functions.updates;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Events;
import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Json;
import dev.quartet.functions.common.Logs;
import dev.quartet.functions.common.PutObject;
import dev.quartet.functions.data.Clients;
import dev.quartet.functions.data.SdkLogs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Publishes releases: {@code dev.quartet.functions.updates.PublishHandler::handleRequest}, for the bucket's notifications of
 * {@code …/release.json}. What became of a release stands beside its manifest in {@code release.report.json}: {@code {status
 * PUBLISHED | PUBLISHED_NOT_LATEST | UNCHANGED | REJECTED, reason?, at}}. A rejected release is done with; other failures fail the
 * invocation, which Lambda tries again. Environment: RELEASES_ROOT (the mounted folder), LOCKS_TABLE.
 */
public final class PublishHandler implements RequestStreamHandler {
    static {
        SdkLogs.quieten();
    }

    private static final String REPORT = "release.report.json";

    private final Clock clock;
    private final Logs logs;
    private final Figures figures;
    private final ReleaseBucket bucket;
    private final Publisher publisher;

    public PublishHandler() {
        this(Env.system());
    }

    private PublishHandler(Env env) {
        this(env, Clock.systemUTC(), System.out, () -> Clients.table(env), () -> ReleaseBucket.client(env));
    }

    PublishHandler(
            Env env, Clock clock, PrintStream out, Supplier<DynamoDbClient> openTable, Supplier<S3Client> openS3) {
        this.clock = clock;
        logs = new Logs(out, clock);
        figures = Figures.of("Quartet/Updates", env, logs, clock);
        bucket = new ReleaseBucket(openS3);
        publisher = new Publisher(
                bucket,
                new ReleaseFolder(Path.of(env.required("RELEASES_ROOT"))),
                new ChannelLock(openTable, env.required("LOCKS_TABLE"), clock),
                clock);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        logs.startRequest(context.getAwsRequestId());
        try {
            for (Object one : Events.records(Json.object(event.readAllBytes()))) {
                PutObject put = PutObject.of(one);
                // A try that Lambda repeats has the id of the one before, which may be running still.
                String attempt = context.getAwsRequestId() + "-" + UUID.randomUUID();
                publish(put.bucket(), put.key(), attempt);
            }
        } finally {
            figures.flush();
        }
        response.write(Json.bytes(Map.of()));
    }

    private void publish(String bucketName, String key, String attempt) {
        String status;
        String reason = null;
        try {
            status = publisher.publish(bucketName, key, attempt).name();
            figures.count(status.equals("UNCHANGED") ? "ReleasesUnchanged" : "ReleasesPublished");
        } catch (RejectedException e) {
            status = "REJECTED";
            reason = e.getMessage();
            figures.count("ReleasesRejected");
        } catch (RuntimeException e) {
            logs.error("failed, to be tried again", e);
            figures.count("ReleasesFailed");
            throw e;
        }
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("status", status);
        if (reason != null) {
            report.put("reason", reason);
        }
        report.put("at", clock.instant().toString());
        bucket.report(bucketName, key.substring(0, key.lastIndexOf('/') + 1) + REPORT, report);
        Map<String, @Nullable Object> line = new LinkedHashMap<>(report);
        line.put("release", key);
        logs.info("publishing ended", line);
    }
}

package dev.quartet.functions.services.imports;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Events;
import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Json;
import dev.quartet.functions.common.Logs;
import dev.quartet.functions.data.Clients;
import dev.quartet.functions.data.Reopened;
import dev.quartet.functions.data.SdkLogs;
import dev.quartet.functions.services.queue.DeadLetters;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Reads imported files: {@code dev.quartet.functions.services.imports.ImportHandler::handleRequest}, for S3's events of objects that were
 * put to {@code incoming/<name>.csv}. Its report is {@code reports/<name>.json}. What fails is tried again by Lambda, and goes to the
 * failure destination after that. Memory does not grow with the file.
 *
 * <p>Environment: IMPORTS_TABLE, IMPORT_QUEUE_URL. Needs {@code dynamodb:UpdateItem} and {@code dynamodb:Query} on the table,
 * {@code sqs:SendMessage} on the queue, {@code s3:GetObject} and {@code s3:GetObjectVersion} on {@code incoming/*},
 * {@code s3:PutObject} on {@code reports/*}.
 */
public final class ImportHandler implements RequestStreamHandler, Resource {
    static {
        SdkLogs.quieten();
    }

    private static final Duration SOCKET = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofSeconds(60);

    private final Logs logs;
    private final Figures figures;
    private final Reopened<DynamoDbClient> table;
    private final Reopened<S3Client> s3;
    private final Reopened<SqsClient> sqs;
    private final FileImport fileImport;

    public ImportHandler() {
        this(Env.system());
        Core.getGlobalContext().register(this);
    }

    private ImportHandler(Env env) {
        this(
                env,
                Clock.systemUTC(),
                System.out,
                () -> Clients.table(env),
                () -> s3(env),
                () -> DeadLetters.client(env));
    }

    ImportHandler(
            Env env,
            Clock clock,
            PrintStream out,
            Supplier<DynamoDbClient> openTable,
            Supplier<S3Client> openS3,
            Supplier<SqsClient> openSqs) {
        logs = new Logs(out, clock);
        figures = Figures.of("Quartet/Services", env, logs, clock);
        table = new Reopened<>(openTable);
        s3 = new Reopened<>(openS3);
        sqs = new Reopened<>(openSqs);
        String tableName = env.required("IMPORTS_TABLE");
        fileImport = new FileImport(
                s3,
                new Imports(table, tableName, clock),
                new Sender(sqs, env.required("IMPORT_QUEUE_URL")),
                new OutcomeFile(new Outcomes(table, tableName, clock), s3, logs),
                logs,
                figures);
    }

    /** S3's client for a function; a file's body is read for as long as it takes, as long as it does not keep silent. */
    static S3Client s3(Env env) {
        java.net.URI endpoint = Clients.endpoint(env, "S3");
        return Clients.configure(S3Client.builder(), env, endpoint, SOCKET, CALL, Clients.attempts(3))
                .forcePathStyle(endpoint != null)
                .build();
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        handle(event.readAllBytes(), context.getAwsRequestId());
        response.write(Json.bytes(Map.of()));
    }

    void handle(byte[] event, String requestId) throws IOException {
        logs.startRequest(requestId);
        for (Object s3Record : Events.records(Json.object(event))) {
            Upload upload = Upload.of(s3Record);
            if (upload == null) {
                logs.warn("passed over an object that is no import", Map.of());
                continue;
            }
            try {
                fileImport.run(upload);
            } catch (RuntimeException e) {
                // Lambda tries the event again, and knows no more than that: the cause stands here.
                logs.error("the file was not read to its end, to be tried again", e, Map.of("import", upload.id()));
                throw e;
            } finally {
                figures.flush();
            }
        }
    }

    /** Closes every connection before a snapshot. */
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        table.get();
        s3.get();
        sqs.get();
        table.close();
        s3.close();
        sqs.close();
    }

    /** The clients open again with the first file. */
    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {}
}

package dev.quartet.functions.blog.feedback;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Events;
import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Json;
import dev.quartet.functions.common.Logs;
import dev.quartet.functions.data.Clients;
import dev.quartet.functions.data.Echo;
import dev.quartet.functions.data.Priming;
import dev.quartet.functions.data.Reopened;
import dev.quartet.functions.data.SdkLogs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Supplier;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Notes on visitors what became of their mails: {@code dev.quartet.functions.blog.feedback.FeedbackHandler::handleRequest}, for a topic
 * to which SES publishes. An event that comes twice changes nothing the second time. Environment: VISITORS_TABLE.
 *
 * @see <a href="https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html">Contents of event data that
 *     Amazon SES publishes to Amazon SNS</a>
 */
public final class FeedbackHandler implements RequestStreamHandler, Resource {
    /** How SES tries a topic when an event destination is made: no event, and nothing to fail for. */
    private static final String VALIDATION = "Successfully validated SNS topic";

    static {
        SdkLogs.quieten();
    }

    private static final String PRIMED = """
            {"Records":[{"Sns":{"Message":"{\\"eventType\\":\\"Delivery\\",\\"delivery\\":{\\"timestamp\\":\\"2026-01-01T00:00:00.000Z\\",\\"recipients\\":[\\"primed@example.com\\"]}}"}}]}""";

    private final Env env;
    private final Clock clock;
    private final Logs logs;
    private final Figures figures;
    private final Reopened<DynamoDbClient> table;
    private final Feedback feedback;

    public FeedbackHandler() {
        this(Env.system());
        Core.getGlobalContext().register(this);
    }

    private FeedbackHandler(Env env) {
        this(env, Clock.systemUTC(), System.out, () -> Clients.table(env));
    }

    FeedbackHandler(Env env, Clock clock, PrintStream out, Supplier<DynamoDbClient> openTable) {
        this.env = env;
        this.clock = clock;
        logs = new Logs(out, clock);
        figures = Figures.of("Quartet/Blog", env, logs, clock);
        table = new Reopened<>(openTable);
        feedback = new Feedback(table, env.required("VISITORS_TABLE"), logs, figures);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        logs.startRequest(context.getAwsRequestId());
        handle(event.readAllBytes());
        response.write(Json.bytes(null));
    }

    /** A failure is thrown: Lambda tries an asynchronous event again, and sends it to the function's failure destination in the end. */
    void handle(byte[] event) {
        try {
            for (Object notification : Events.records(Json.object(event))) {
                String message = Events.text(notification, "Sns", "Message");
                if (!message.startsWith(VALIDATION)) {
                    feedback.note(Json.object(message.getBytes(StandardCharsets.UTF_8)));
                }
            }
        } finally {
            figures.flush();
        }
    }

    /** Fills the snapshot with what an event needs, by one of nobody that goes nowhere, and closes every connection. */
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        new FeedbackHandler(env, clock, Priming.nowhere(), () -> Echo.dynamoDb("{}"))
                .handle(PRIMED.getBytes(StandardCharsets.UTF_8));
        table.get();
        table.close();
    }

    /** The client opens again with the first event. */
    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {}
}

package dev.quartet.functions.blog.welcome;

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
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/**
 * Sends welcome mails: {@code dev.quartet.functions.blog.welcome.WelcomeHandler::handleRequest}, for the stream of the visitors table
 * (INSERT only, ReportBatchItemFailures). Records are handled in order; the first that fails ends the batch, and is where the stream goes
 * on. The same event may come again at any time, redriven or twice: what a visitor's item says decides.
 *
 * <p>Environment: VISITORS_TABLE, MAIL_FROM, CONFIGURATION_SET, TEMPLATE_KO, TEMPLATE_EN, SITE_URL, WELCOME_LEASE_SECONDS.
 */
public final class WelcomeHandler implements RequestStreamHandler, Resource {
    static {
        SdkLogs.quieten();
    }

    /** What one more record may take at the worst: a claim, a mail and a mark, each with its time-out. */
    private static final long RECORD_MILLIS = Duration.ofSeconds(20).toMillis();

    private final Env env;
    private final Clock clock;
    private final Logs logs;
    private final Figures figures;
    private final Reopened<DynamoDbClient> table;
    private final Reopened<SesV2Client> ses;
    private final Welcome welcome;

    public WelcomeHandler() {
        this(Env.system());
        Core.getGlobalContext().register(this);
    }

    private WelcomeHandler(Env env) {
        this(env, Clock.systemUTC(), System.out, () -> Clients.table(env), () -> Mailer.client(env));
    }

    WelcomeHandler(
            Env env, Clock clock, PrintStream out, Supplier<DynamoDbClient> openTable, Supplier<SesV2Client> openSes) {
        this.env = env;
        this.clock = clock;
        logs = new Logs(out, clock);
        figures = Figures.of("Quartet/Blog", env, logs, clock);
        table = new Reopened<>(openTable);
        ses = new Reopened<>(openSes);
        Claims claims = new Claims(table, env.required("VISITORS_TABLE"), lease(env), clock);
        welcome = new Welcome(claims, new Mailer(ses, env), logs, figures);
    }

    private static Duration lease(Env env) {
        String seconds = env.required("WELCOME_LEASE_SECONDS");
        if (!seconds.matches("[1-9][0-9]{0,4}")) {
            throw new IllegalStateException(
                    "WELCOME_LEASE_SECONDS is '" + seconds + "'; allowed is a whole number from 1 to 99999");
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        logs.startRequest(context.getAwsRequestId());
        response.write(handle(event.readAllBytes(), context::getRemainingTimeInMillis));
    }

    byte[] handle(byte[] event, LongSupplier remainingMillis) {
        List<Map<String, String>> failures = List.of();
        boolean first = true;
        for (Object item : Events.records(Json.object(event))) {
            StreamRecord visitor = StreamRecord.of(item);
            // The first one is tried in any case: a function whose time-out is too short must not stand still.
            boolean late = !first && remainingMillis.getAsLong() < RECORD_MILLIS;
            if (late || !welcome.handle(visitor)) {
                failures = List.of(Map.of("itemIdentifier", visitor.sequenceNumber()));
                break;
            }
            first = false;
        }
        figures.flush();
        return Json.bytes(Map.of("batchItemFailures", failures));
    }

    /** Fills the snapshot with what a record needs, and closes every connection. */
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        WelcomePriming.run(env, clock, Priming.nowhere());
        table.get();
        ses.get();
        table.close();
        ses.close();
    }

    /** The clients open again with the first record. */
    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {}
}

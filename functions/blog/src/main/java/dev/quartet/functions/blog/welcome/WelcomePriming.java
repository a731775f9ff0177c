package dev.quartet.functions.blog.welcome;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.data.Echo;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** Sends a mail to nobody before a snapshot is taken, so that it holds what a first record needs: the clients speak to {@link Echo}. */
final class WelcomePriming {
    private static final String EVENT = """
            {"Records":[{"eventName":"INSERT","dynamodb":{"SequenceNumber":"1","Keys":{"email":{"S":"primed@example.com"}}}}]}""";
    private static final String CLAIMED = """
            {"Attributes":{"email":{"S":"primed@example.com"},"locale":{"S":"en"},"sends":{"N":"1"}}}""";
    private static final String SENT = "{\"MessageId\":\"primed\"}";

    private WelcomePriming() {}

    static void run(Env env, Clock clock, PrintStream out) {
        WelcomeHandler handler = new WelcomeHandler(env, clock, out, () -> Echo.dynamoDb(CLAIMED), WelcomePriming::ses);
        handler.handle(EVENT.getBytes(StandardCharsets.UTF_8), () -> Long.MAX_VALUE);
    }

    private static SesV2Client ses() {
        return Echo.configured(SesV2Client.builder(), SENT).build();
    }
}

package dev.quartet.functions.services.orders;

import dev.quartet.functions.data.Echo;
import dev.quartet.functions.data.Platform;
import dev.quartet.functions.data.Priming;
import dev.quartet.functions.services.calls.Wire;
import java.io.PrintStream;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Ends an order of nobody before a snapshot is taken, so that it holds what a first run needs: see {@link Priming}. */
final class SweeperPriming {
    private static final String ITEM =
            OrdersPriming.ITEM.replace("\"CONFIRMED\"}", "\"REJECTED\"},\"due\":{\"S\":\"PENDING\"}");

    private SweeperPriming() {}

    static void run(Platform like, PrintStream out) {
        Wire inventory = new Wire(
                () -> new Echo(204, new byte[0], Map.of()),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")));
        new SweeperHandler(Priming.platform(like, ITEM, out), inventory).handle("priming", () -> Integer.MAX_VALUE);
    }
}

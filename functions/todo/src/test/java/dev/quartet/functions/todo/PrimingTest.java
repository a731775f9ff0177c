package dev.quartet.functions.todo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.data.Clients;
import dev.quartet.functions.data.Platform;
import dev.quartet.functions.data.Priming;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class PrimingTest {
    private static final Env ENV = new Env(Map.of("TABLE_NAME", LocalTable.NAME, "AWS_REGION", "ap-northeast-1"));

    @Test
    void leavesNothingOpenAndNothingInTheLog() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        List<DynamoDbClient> opened = new ArrayList<>();
        TodoHandler handler = new TodoHandler(new Platform(
                ENV,
                Clock.systemUTC(),
                new PrintStream(log, true, StandardCharsets.UTF_8),
                () -> {
                    DynamoDbClient client = Clients.table(ENV);
                    opened.add(client);
                    return client;
                },
                null));
        handler.beforeCheckpoint(org.crac.Core.getGlobalContext());
        handler.afterRestore(org.crac.Core.getGlobalContext());
        assertThat(log.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(opened).hasSize(1);
    }

    @Test
    void walksThroughEveryRouteOfTodosWithoutAFailure() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
        Platform like = new Platform(ENV, Clock.systemUTC(), out, () -> Clients.table(ENV), null);
        TodoHandler.primeOn(Priming.platform(like, TodoHandler.PRIMED, out));
        assertThat(log.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("\"handled\"")))
                .hasSize(5)
                .allSatisfy(line -> assertThat(line).containsPattern("\"status\":20[014]"));
    }
}

package dev.quartet.functions.data;

import dev.quartet.functions.common.Env;
import java.io.PrintStream;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What a function stands on.
 *
 * @param out       where its log goes
 * @param openTable opens the client of its tables
 * @param openDax   opens the client of DAX; null if there is none
 */
public record Platform(
        Env env,
        Clock clock,
        PrintStream out,
        Supplier<DynamoDbClient> openTable,
        @Nullable Supplier<DynamoDbClient> openDax) {
    /** Lambda's. */
    public static Platform lambda() {
        Env env = Env.system();
        return new Platform(env, Clock.systemUTC(), System.out, () -> Clients.table(env), Clients.dax(env));
    }
}

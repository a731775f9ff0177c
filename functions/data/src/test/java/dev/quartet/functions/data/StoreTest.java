package dev.quartet.functions.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Logs;
import dev.quartet.functions.common.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

final class StoreTest {
    private static final Function<DynamoDbClient, String> NAME = DynamoDbClient::serviceName;

    private final List<String> events = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Logs logs = new Logs(new PrintStream(log, true, StandardCharsets.UTF_8), Clock.systemUTC());
    private final Figures figures = new Figures("Quartet/Todo", "todo", logs, Clock.systemUTC());
    private RuntimeException daxFailure;
    private RuntimeException tableFailure;

    private final Store store =
            new Store(client("table", () -> tableFailure), client("dax", () -> daxFailure), logs, figures, nanos::get);

    /** A client whose calls answer its name, or fail. */
    private Supplier<DynamoDbClient> client(String name, Supplier<RuntimeException> failure) {
        return () -> {
            events.add("open " + name);
            return (DynamoDbClient) Proxy.newProxyInstance(
                    StoreTest.class.getClassLoader(),
                    new Class<?>[] {DynamoDbClient.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("close")) {
                            events.add("close " + name);
                            return null;
                        }
                        events.add("call " + name);
                        RuntimeException thrown = failure.get();
                        if (thrown != null) {
                            throw thrown;
                        }
                        return method.getReturnType() == String.class
                                ? name
                                : GetItemResponse.builder().build();
                    });
        };
    }

    @Test
    void opensOnFirstUseAndAgainAfterASnapshot() {
        assertThat(events).isEmpty();
        assertThat(store.cached(NAME)).isEqualTo("dax");
        assertThat(store.cached(NAME)).isEqualTo("dax");
        assertThat(store.table(NAME)).isEqualTo("table");
        store.close();
        assertThat(store.table(NAME)).isEqualTo("table");
        assertThat(events)
                .containsExactly(
                        "open dax",
                        "call dax",
                        "call dax",
                        "open table",
                        "call table",
                        "close dax",
                        "close table",
                        "open table",
                        "call table");
    }

    @Test
    void goesPastDaxForAWhileAfterItFailed() {
        daxFailure = SdkClientException.create("No endpoints available");
        assertThat(store.cached(NAME)).isEqualTo("table");
        assertThat(store.cached(NAME)).isEqualTo("table");
        assertThat(events).containsExactly("open dax", "call dax", "open table", "call table", "call table");
        figures.flush();
        assertThat(logged())
                .contains("\"DaxFallback\":2")
                .contains("No endpoints available")
                .contains("\"WARN\"");

        daxFailure = null;
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(store.cached(NAME)).isEqualTo("dax");
    }

    @Test
    void usesTheTableWhenDaxAnswersThatItFailed() {
        daxFailure =
                DynamoDbException.builder().statusCode(500).message("node lost").build();
        assertThat(store.cached(NAME)).isEqualTo("table");
    }

    @Test
    void takesARefusalForAnAnswer() {
        daxFailure = ConditionalCheckFailedException.builder().statusCode(400).build();
        assertThatThrownBy(() -> store.cached(NAME)).isSameAs(daxFailure);
        assertThat(events).containsExactly("open dax", "call dax");
    }

    @Test
    void answers503WhenTheTableDoesNot() {
        tableFailure = SdkClientException.create("connect timed out");
        assertThatThrownBy(() -> store.table(NAME)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().status()).isEqualTo(503);
            assertThat(e.problem().headers()).containsEntry("Retry-After", "1");
        });
        assertThat(logged()).contains("connect timed out");
        tableFailure = DynamoDbException.builder()
                .statusCode(400)
                .message("not authorized")
                .build();
        assertThatThrownBy(() -> store.table(NAME)).isSameAs(tableFailure);
    }

    @Test
    void asksToTryAgainWhenTheTableIsThrottledBehindDax() {
        daxFailure = ProvisionedThroughputExceededException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ProvisionedThroughputExceededException")
                        .build())
                .build();
        assertThatThrownBy(() -> store.cached(NAME)).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(
                        e.problem().status())
                .isEqualTo(503));
        assertThat(events).containsExactly("open dax", "call dax");
    }

    @Test
    void fallsBackWithDaxsOwnClientWhenTheClusterIsStopped() {
        Env env = new Env(Map.of("DAX_ENDPOINT", "daxs://127.0.0.1:1", "AWS_REGION", "ap-northeast-1"));
        Store real = new Store(client("table", () -> null), Clients.dax(env), logs, figures, System::nanoTime);
        GetItemResponse answer = real.cached(client ->
                client.getItem(request -> request.tableName("todos").key(Map.of("pk", Attributes.text("id")))));
        real.close();
        assertThat(answer.hasItem()).isFalse();
        assertThat(events).containsExactly("open table", "call table", "close table");
    }

    @Test
    void choosesTheEmulatedDaxThenTheClusterThenNone() {
        assertThat(Clients.dax(new Env(Map.of()))).isNull();
        assertThatThrownBy(() -> Clients.dax(new Env(Map.of("DAX_ENDPOINT", "cluster:9111"))))
                .hasMessage("DAX_ENDPOINT is 'cluster:9111'; allowed is daxs://host:port");
        Env both = new Env(Map.of(
                "AWS_ENDPOINT_URL_DAX", "http://127.0.0.1:1",
                "DAX_ENDPOINT", "daxs://127.0.0.1:1",
                "AWS_REGION", "ap-northeast-1"));
        try (DynamoDbClient client = Clients.dax(both).get()) {
            assertThat(client.getClass().getName())
                    .isEqualTo("software.amazon.awssdk.services.dynamodb.DefaultDynamoDbClient");
        }
    }

    private String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }
}

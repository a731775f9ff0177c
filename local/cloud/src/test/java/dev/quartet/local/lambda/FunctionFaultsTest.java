package dev.quartet.local.lambda;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartet.local.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class FunctionFaultsTest {
    private static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:todo";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private TestCloud cloud;
    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        // One process, waited for: on a busy machine a second one would answer what the killed one should.
        cloud = new TestCloud(directory, 1, Duration.ofSeconds(60));
        cloud.function(Map.of());
        server = LoopbackServer.start(0, cloud.lambda.management());
    }

    @AfterEach
    void stop() {
        server.close();
        cloud.close();
        http.close();
    }

    @Test
    void fail_shouldDoTheWorkAndAnswerAnError() throws Exception {
        assertThat(post("{'function': 'todo', 'failRate': 1}").body())
                .isEqualTo(
                        "{\"functions\":[{\"function\":\"todo\",\"failRate\":1.0,\"killRate\":0.0,\"failed\":0,\"killed\":0}]}");

        var result = invoke("print done");

        assertThat(result).contains("Quartet.InjectedFailure");
        await().until(() -> cloud.logs.get("/aws/lambda/todo").stream().anyMatch(line -> line.startsWith("REPORT")));
        assertThat(cloud.logs.get("/aws/lambda/todo"))
                .contains("done")
                .anyMatch(line -> line.contains("Status: error"));
        assertThat(cloud.sum("Errors {FunctionName=todo}")).isEqualTo(1);
        assertThat(get()).contains("\"failed\":1");

        assertThat(post("{'function': 'todo'}").body()).isEqualTo("{\"functions\":[]}");
        assertThat(invoke("hello")).isEqualTo("\"hello\"");
    }

    @Test
    void kill_shouldEndTheProcessAndLoseItsAnswer() throws Exception {
        var before = invoke("print first");
        post("{'function': 'todo', 'killRate': 1}");

        assertThat(invoke("print second")).contains("Runtime exited with error: signal: killed");

        post("{'function': 'todo', 'killRate': 0}");
        assertThat(invoke("print third")).matches("\"\\d+\"").isNotEqualTo(before);
        assertThat(cloud.sum("Errors {FunctionName=todo}")).isEqualTo(1);
        assertThat(cloud.sum("Invocations {FunctionName=todo}")).isEqualTo(3);
    }

    @Test
    void rates_shouldBeKeptAndRepeatableBySeed() {
        var faults = new FunctionFaults();
        faults.set("todo", 0.1, 0.05, 42);
        for (int i = 0; i < 10_000; i++) {
            faults.next("todo");
        }
        var first = faults.all().get("todo");
        assertThat((double) first.failed()).isCloseTo(1000, within(150.0)); // five standard deviations
        assertThat((double) first.killed()).isCloseTo(500, within(110.0));
        assertThat(faults.next("other")).isInstanceOf(FunctionFaults.Harm.None.class);

        faults.set("todo", 0.1, 0.05, 42);
        for (int i = 0; i < 10_000; i++) {
            faults.next("todo");
        }
        assertThat(faults.all()).containsEntry("todo", first);
        faults.clear();
        assertThat(faults.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'function': 'nobody', 'failRate': 1}                   | 404 | no function is called 'nobody'; there are: todo
            {'function': 'todo', 'failRate': 1.5}                   | 400 | failRate 1.5; allowed are 0 to 1
            {'function': 'todo', 'killRate': -0.1}                  | 400 | killRate -0.1; allowed are 0 to 1
            {'function': 'todo', 'failRate': 0.7, 'killRate': 0.7}  | 400 | failRate 0.7 and killRate 0.7; together at most 1
            {'function': 'todo', 'rate': 1}                         | 400 | 'rate'; allowed are [failRate, function, killRate, seed]
            {'failRate': 1}                                         | 400 | the body must be an object with function
            nonsense                                                | 400 | Not understood
            """, quoteCharacter = '"')
    void badInput_shouldBeNamed(String body, int status, String detail) throws Exception {
        var response = post(body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).contains(detail);
        assertThat(get()).isEqualTo("{\"functions\":[]}");
    }

    private String invoke(String command) {
        var payload = ('"' + command + '"').getBytes(StandardCharsets.UTF_8);
        var result = cloud.lambda.invoker().invoke(TestCloud.ROOT, ARN, payload, Optional.empty());
        return new String(result.payload(), StandardCharsets.UTF_8);
    }

    private HttpResponse<String> post(String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(uri())
                        .POST(BodyPublishers.ofString(body.replace('\'', '"')))
                        .build(),
                BodyHandlers.ofString());
    }

    private String get() throws Exception {
        return http.send(HttpRequest.newBuilder(uri()).build(), BodyHandlers.ofString())
                .body();
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.port() + "/_quartet/lambda");
    }
}

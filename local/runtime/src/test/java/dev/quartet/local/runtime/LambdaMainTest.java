package dev.quartet.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The runtime in a process of its own, as the local cloud starts it. */
final class LambdaMainTest {
    private static final String HANDLERS = TestHandlers.class.getName();

    private FakeRuntimeApi api;
    private Process process;

    @BeforeEach
    void startApi() throws IOException {
        api = new FakeRuntimeApi();
    }

    @AfterEach
    void stop() {
        api.close();
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private void start(String handler, String initializationType) {
        process = api.start(HANDLERS + "$" + handler, initializationType);
    }

    @Test
    void handlesOneEventAfterTheOther() throws Exception {
        start("Streams::handleRequest", "on-demand");
        api.send("{\"n\":1}");
        assertThat(api.takePost())
                .isEqualTo(new FakeRuntimeApi.Post(
                        "/2018-06-01/runtime/invocation/request-1/response", "", "request-1 true {\"n\":1}"));
        String large = "{\"n\":\"" + "ü".repeat(200_000) + "\"}";
        api.send(large);
        assertThat(api.takePost().body()).isEqualTo("request-2 true " + large);
    }

    @Test
    void reportsAFailureAndGoesOn() throws Exception {
        start("Streams", "on-demand");
        api.send("\"fail\"");
        FakeRuntimeApi.Post post = api.takePost();
        assertThat(post.path()).isEqualTo("/2018-06-01/runtime/invocation/request-1/error");
        assertThat(post.errorType()).isEqualTo("java.lang.IllegalStateException");
        assertThat(post.body())
                .startsWith(
                        "{\"errorMessage\":\"asked to \\\"fail\\\"\",\"errorType\":\"java.lang.IllegalStateException\",\"stackTrace\":[\"")
                .contains("TestHandlers");
        api.send("\"next\"");
        assertThat(api.takePost().body()).isEqualTo("request-2 true \"next\"");
    }

    @Test
    void readsAwsEventsIntoObjects() throws Exception {
        start("Objects::handleRequest", "on-demand");
        api.send("{\"Records\":[{\"messageId\":\"m\",\"body\":\"hello\",\"eventSourceARN\":\"arn\"}]}");
        assertThat(api.takePost().body()).isEqualTo("{\"first\":\"hello\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            snap-start | before b, before a, after a, after b
            on-demand  | ''
            """)
    void runsTheHooksOfASnapshotOnlyForSnapStart(String initializationType, String hooks) throws Exception {
        start("Snapshots", initializationType);
        api.send("{}");
        assertThat(api.takePost().body()).isEqualTo(hooks);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Broken                | environment variable X is missing
            Missing               | is not in the code
            Streams::other        | allowed is handleRequest
            Unfreezable           | resources failed before the checkpoint
            """)
    void reportsAFailedInitialisationAndEnds(String handler, String message) throws Exception {
        start(handler, "snap-start");
        FakeRuntimeApi.Post post = api.takePost();
        assertThat(post.path()).isEqualTo("/2018-06-01/runtime/init/error");
        assertThat(post.body()).contains(message);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Exception");
    }

    @Test
    void endsWithTheRuntimeApi() throws Exception {
        start("Streams", "on-demand");
        api.send("{}");
        api.takePost();
        api.close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
}

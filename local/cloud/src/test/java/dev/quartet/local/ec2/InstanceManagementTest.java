package dev.quartet.local.ec2;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.local.core.Instances.Instance;
import dev.quartet.local.core.Instances.State;
import dev.quartet.local.http.FakeExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class InstanceManagementTest {
    @TempDir
    Path directory;

    private Ec2Kit kit;

    @BeforeEach
    void start() throws IOException {
        kit = new Ec2Kit(directory);
        kit.launchTemplate(values -> {});
    }

    @AfterEach
    void stop() {
        kit.close();
    }

    @Test
    void kill_shouldEndTheOldestInstance_andSayWhich() throws Exception {
        var first = launch();
        kit.clock.advance(Duration.ofSeconds(1));
        var second = launch();

        var answer =
                JsonMapper.shared().readTree(call("POST", "{\"kill\": \"any\"}").text());

        assertThat(answer.path("killed").asString()).isEqualTo(first.id());
        await().until(() -> state(first) == State.TERMINATED);
        var left = JsonMapper.shared().readTree(call("GET", "").text()).path("instances");
        assertThat(left.size()).isEqualTo(1);
        assertThat(left.path(0).path("id").asString()).isEqualTo(second.id());
        assertThat(left.path(0).path("port").asInt()).isEqualTo(second.address().getPort());
        assertThat(left.path(0).path("group").asString()).isEqualTo("updates");
    }

    @Test
    void kill_shouldBeRefused_whatDoesNotRun() throws Exception {
        var refused = call("POST", "{\"kill\": \"i-1\"}");

        assertThat(refused.status).isEqualTo(404);
        assertThat(refused.text()).contains("no instance 'i-1' runs");
        assertThat(call("POST", "{").status).isEqualTo(400);
        assertThat(call("PUT", "").status).isEqualTo(405);
    }

    @Test
    void down_shouldKillAllServers_andLetNoneStartUntilItEnds() throws Exception {
        var first = launch();

        assertThat(call("POST", "{\"down\": true}").text()).contains("\"down\":true");

        await().until(() -> state(first) == State.TERMINATED);
        var second = kit.launch();
        await().until(() -> state(second) == State.RUNNING);
        assertThat(kit.ec2.find(second.id()).orElseThrow().reason()).contains("down on demand");
        assertThat(call("POST", "{\"down\": 1}").text()).contains("down is 1; allowed are true and false");

        call("POST", "{\"down\": false}");
        assertThat(launch().reason()).isEmpty();
    }

    private FakeExchange call(String method, String body) throws Exception {
        var exchange = new FakeExchange(method, "/_quartet/ec2", Map.of(), body.getBytes(StandardCharsets.UTF_8));
        kit.ec2.management().handle(exchange);
        return exchange;
    }

    private Instance launch() {
        var launched = kit.launch();
        await().until(() -> state(launched) == State.RUNNING);
        return kit.ec2.find(launched.id()).orElseThrow();
    }

    private State state(Instance instance) {
        return kit.ec2.find(instance.id()).orElseThrow().state();
    }
}

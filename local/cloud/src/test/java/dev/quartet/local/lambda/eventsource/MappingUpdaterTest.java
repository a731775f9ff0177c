package dev.quartet.local.lambda.eventsource;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.Change;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Mappings that the program registers anew while they poll. */
class MappingUpdaterTest {
    private static final String TYPE = "aws:lambda/eventSourceMapping:EventSourceMapping";

    @TempDir
    private Path folder;

    private TableKit kit;

    @BeforeEach
    void start() throws Exception {
        kit = new TableKit(folder);
    }

    @AfterEach
    void stop() throws Exception {
        kit.close();
    }

    @Test
    void queue_shouldBePolledByItsNewSettings() {
        var url = kit.sqs.createQueue(r -> r.queueName("jobs")).queueUrl();
        var arn = kit.sqs
                .getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        var before = Map.<String, Object>of(
                "functionName", EventKit.FUNCTION, "eventSourceArn", arn, "batchSize", 1.0, "enabled", false);
        var made = kit.map(before);
        for (int i = 0; i < 5; i++) {
            kit.sqs.sendMessage(r -> r.queueUrl(url).messageBody("job"));
        }

        var changed = update(made, before, Map.of("batchSize", 10.0, "enabled", true));

        await().until(() -> !kit.events.isEmpty());
        assertThat(kit.events.getFirst().path("Records").size()).isEqualTo(5);
        assertThat(changed.id()).isEqualTo(made.id());
        assertThat(changed.outputs()).containsEntry("batchSize", 10.0).containsEntry("state", "Enabled");
        assertThatThrownBy(() -> update(made, before, Map.of("batchSize", 0.0)))
                .hasMessageContaining("batchSize 0; allowed are 1 to 10000");
        assertThatThrownBy(() -> update(made, before, Map.of("functionName", "other")))
                .hasMessageContaining("functionName changes")
                .hasMessageContaining("./quartet up");
    }

    @Test
    void stream_shouldOnlyBeEnabledAndDisabled() {
        var before = Map.<String, Object>of(
                "functionName",
                EventKit.FUNCTION,
                "eventSourceArn",
                kit.streamArn,
                "startingPosition",
                "TRIM_HORIZON",
                "enabled",
                false);
        var made = kit.map(before);
        kit.put("a", "1");

        assertThatThrownBy(() -> update(made, before, Map.of("batchSize", 7.0)))
                .hasMessageContaining("batchSize changes");
        assertThat(kit.events).isEmpty();
        update(made, before, Map.of("enabled", true));

        await().until(() -> !kit.events.isEmpty());
    }

    private Provisioned update(Provisioned made, Map<String, Object> before, Map<String, Object> more) {
        var after = new HashMap<>(before);
        after.putAll(more);
        var properties = new HashSet<>(after.keySet());
        properties.removeIf(property -> Objects.equals(before.get(property), after.get(property)));
        var updater = kit.catalog.updater(TYPE).orElseThrow();
        var change = new Change(registration(before), registration(after), made, properties);
        var unused = updater.plan(change);
        return updater.apply(change);
    }

    private static Registration registration(Map<String, Object> inputs) {
        return new Registration(
                TYPE, "mapping", "urn:mapping", "ap-northeast-1", new Inputs("mapping", inputs), List.of());
    }
}

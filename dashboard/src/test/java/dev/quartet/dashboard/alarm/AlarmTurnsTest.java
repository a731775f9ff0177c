package dev.quartet.dashboard.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.dashboard.Dashboard;
import dev.quartet.dashboard.fixture.MutableClock;
import dev.quartet.dashboard.fixture.ScriptedCloudWatch;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.fixture.SteadyAws;
import dev.quartet.exports.StackExports;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;

@SpringBootTest(classes = {Dashboard.class, SteadyAws.class})
final class AlarmTurnsTest {
    @Autowired
    private AlarmTurns turns;

    @Autowired
    private ScriptedCloudWatch cloudWatch;

    @Autowired
    private Clock clock;

    @DynamicPropertySource
    static void stack(DynamicPropertyRegistry properties) {
        properties.add("quartet.exports.file", () -> Stacks.write(Stacks.todoOnly()));
    }

    @AfterEach
    void forget() {
        cloudWatch.history();
    }

    @Test
    void secondReading_shouldAskOnlyForWhatIsNew() {
        StackExports stack = Stacks.todoOnly();
        // A neighbour in the account whose alarm flaps: the region's newest changes are all its own but one.
        List<AlarmHistoryItem> items = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            items.add(item("neighbour-flaps", clock.instant().minus(Duration.ofMinutes(2L * i)), "OK to ALARM"));
        }
        items.add(item("quartet-dev-todo-api-errors", clock.instant().minus(Duration.ofDays(1)), "OK to ALARM"));
        cloudWatch.history(items.toArray(AlarmHistoryItem[]::new));
        int asked = cloudWatch.historyPages();
        assertThat(turns.of(stack).value()).hasSize(1);
        assertThat(cloudWatch.historyPages() - asked).isEqualTo(3);

        ((MutableClock) clock).advance(Duration.ofHours(1));
        items.addFirst(item("quartet-dev-todo-api-errors", clock.instant(), "ALARM to OK"));
        cloudWatch.history(items.toArray(AlarmHistoryItem[]::new));
        asked = cloudWatch.historyPages();
        assertThat(turns.of(stack).value()).extracting(AlarmTurn::off).containsExactly(false, true);
        assertThat(cloudWatch.historyPages() - asked).isEqualTo(1);
    }

    private static AlarmHistoryItem item(String name, Instant at, String change) {
        return AlarmHistoryItem.builder()
                .alarmName(name)
                .timestamp(at)
                .historySummary("Alarm updated from " + change)
                .build();
    }
}

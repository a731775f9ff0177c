package dev.quartet.dashboard.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.TimeRange;
import dev.quartet.dashboard.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class MessagesTest {
    // The window ends with the minute that has begun.
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void young_shouldSayOnceThatThereIsNothingToCompareWith() {
        assertThat(young(Duration.ofMinutes(7), true, Locale.ENGLISH))
                .contains("Data begins 8\u00a0min ago: there is no period before")
                .contains("Show the last 15 minutes");
        assertThat(young(Duration.ofMinutes(40), true, Locale.ENGLISH))
                .contains("Data begins 41\u00a0min ago: there is no period before")
                .doesNotContain("15 minutes");
        assertThat(young(Duration.ofMinutes(7), true, Locale.KOREAN)).contains("데이터가 8분 전부터");
    }

    @Test
    void young_shouldSayNothing_whereNothingIsCompared_orThereIsWhatIsComparedWith() {
        assertThat(young(Duration.ofMinutes(40), false, Locale.ENGLISH)).isEmpty();
        assertThat(young(Duration.ofMinutes(90), true, Locale.ENGLISH)).isEmpty();
    }

    private static String young(Duration age, boolean compares, Locale locale) {
        Texts texts = new Texts();
        Messages messages =
                new Messages((key, parameters) -> texts.getTranslation(key, locale, parameters), locale, Times.SERVER);
        Snapshot snapshot = new Snapshot(
                TimeRange.DEFAULT,
                Window.endingAt(NOW, TimeRange.DEFAULT, Duration.ZERO),
                NOW,
                Map.of(
                        MetricQuery.of("eu-west-1", Metric.LAMBDA_INVOCATIONS, "a"),
                        Series.of(new TreeMap<>(Map.of(NOW.minus(age), 1.0)))),
                List.of());
        return messages.young(snapshot, compares, () -> {})
                .map(Component::getElement)
                .map(element -> element.getTextRecursively())
                .orElse("");
    }
}

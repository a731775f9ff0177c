package dev.quartet.dashboard.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.dashboard.ui.Texts;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ServiceStateTest {
    @Test
    void nothing_shouldBeQuiet_andTrafficOk() {
        assertThat(state(figures(null, null, null, null), 0).level()).isEqualTo(ServiceState.Level.QUIET);
        assertThat(state(figures(2.0, 0.0, 0.0, 10.0), 0)).isEqualTo(new ServiceState(ServiceState.Level.OK, "OK"));
    }

    @Test
    void failures_shouldBeAWarning_untilTheAlarmsThreshold() {
        assertThat(state(figures(2.0, 0.004, 0.0, null), 0))
                .isEqualTo(new ServiceState(ServiceState.Level.WARN, "0.4\u00a0% failed"));
        assertThat(state(figures(2.0, 0.01, 0.0, null), 0).level()).isEqualTo(ServiceState.Level.BAD);
    }

    @Test
    void everythingThatAils_shouldBeSaid_withoutTrafficToo() {
        ServiceState state = state(figures(null, 0.002, 3.0, 120_000.0), 1);
        assertThat(state.level()).isEqualTo(ServiceState.Level.BAD);
        assertThat(state.text()).isEqualTo("1 alarm, 3 dead letters, 0.2\u00a0% failed, 2\u00a0min behind");
    }

    private static ServiceState state(ServiceFigures figures, long alarms) {
        Texts texts = new Texts();
        return ServiceState.of(
                figures,
                alarms,
                (key, parameters) -> texts.getTranslation(key, Locale.ENGLISH, parameters),
                Locale.ENGLISH);
    }

    private static ServiceFigures figures(
            @Nullable Double perSecond, @Nullable Double failed, @Nullable Double dead, @Nullable Double behind) {
        return new ServiceFigures(perSecond, failed, null, null, null, null, 0.0, dead, null, behind, Map.of());
    }
}

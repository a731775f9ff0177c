package dev.quartet.dashboard.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.router.QueryParameters;
import dev.quartet.dashboard.metric.RefusedRangeException;
import dev.quartet.dashboard.metric.RefusedRangeException.Rule;
import dev.quartet.dashboard.metric.TimeRange;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ViewStateTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:30Z");

    private static ViewState of(String query) {
        return ViewState.of(QueryParameters.fromString(query), NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "range=P7D",
                "range=PT90M&compare=1",
                "from=2026-11-22T10:00Z&to=2026-11-22T12:00Z",
                "from=2025-09-22T10:00Z&to=2025-10-22T12:34Z&compare=1"
            })
    void parameters_shouldBeReadBackAsTheSame(String query) {
        ViewState state = of(query);
        assertThat(of(state.parameters().getQueryString())).isEqualTo(state);
    }

    @Test
    void of_shouldTakeAnyOffset_andSecondsOfZero() {
        assertThat(of("from=2026-11-22T19:00%2B09:00&to=2026-11-22T12:00:00Z").range())
                .isEqualTo(TimeRange.parse("2026-11-22T10:00Z/2026-11-22T12:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "range=soon, FORM",
        "range=PT4M, FORM",
        "from=2026-11-22T10:00Z, INSTANTS",
        "to=2026-11-22T10:00Z, INSTANTS",
        "from=yesterday&to=2026-11-22T10:00Z, INSTANTS",
        "from=2026-11-22T09:00:10Z&to=2026-11-22T10:00Z, INSTANTS",
        "from=2026-11-22T10:00Z&to=2026-11-22T10:00Z, ORDER",
        "from=2026-11-22T11:00Z&to=2026-11-22T10:00Z, ORDER",
        "from=2026-11-22T10:00Z&to=2026-11-22T10:04Z, LENGTH",
        "from=2026-07-22T10:00Z&to=2026-11-22T10:00Z, LENGTH",
        "from=2026-11-23T10:00Z&to=2026-11-23T12:01Z, FUTURE",
        "from=2025-08-01T10:00Z&to=2025-08-02T10:00Z, AGE"
    })
    void of_shouldNameTheRuleAndTheValue_whenRefused(String query, Rule rule) {
        assertThatThrownBy(() -> of(query)).isInstanceOfSatisfying(RefusedRangeException.class, refused -> {
            assertThat(refused.rule()).isEqualTo(rule);
            assertThat(refused).hasMessageContaining(refused.value());
        });
    }

    @Test
    void in_shouldReplaceOnlyItsOwnParameters() {
        QueryParameters before = QueryParameters.fromString("from=2026-11-22T10:00Z&to=2026-11-22T12:00Z&only=orders");
        QueryParameters after = new ViewState(TimeRange.DEFAULT, true).in(before);
        assertThat(after.getParameters()).containsOnlyKeys("only", "range", "compare");
        assertThat(ViewState.kept(before).getParameters()).containsOnlyKeys("from", "to");
    }
}

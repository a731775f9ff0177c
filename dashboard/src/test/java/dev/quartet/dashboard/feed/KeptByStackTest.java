package dev.quartet.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.exports.StackExports;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeptByStackTest {
    private final List<StackExports> asked = new ArrayList<>();
    private final KeptByStack<Boolean> kept = new KeptByStack<>(
            exports -> {
                asked.add(exports);
                return exports.blog() != null;
            },
            () -> Duration.ofMinutes(1),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @Test
    void stack_shouldBeAskedAboutOnce_andAnewWhereItsExportsChanged() {
        assertThat(kept.of(Stacks.todoOnly()).value()).isFalse();
        assertThat(kept.of(Stacks.todoOnly()).value()).isFalse();
        assertThat(asked).hasSize(1);
        assertThat(kept.of(Stacks.everything()).value()).isTrue();
        assertThat(asked).hasSize(2);
    }
}

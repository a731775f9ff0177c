package dev.quartet.local.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When expressions are due. */
class RecurrenceTest {
    private static final ZoneId UTC = ZoneId.of("UTC");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // expression | after | the next three
                "cron(0 10 * * ? *) | 2026-01-31T12:00:00 | 2026-02-01T10:00 2026-02-02T10:00 2026-02-03T10:00",
                "cron(15 12 * * ? *) | 2026-01-31T12:14:59 | 2026-01-31T12:15 2026-02-01T12:15 2026-02-02T12:15",
                "cron(0 18 ? * MON-FRI *) | 2026-01-30T18:00:00 | 2026-02-02T18:00 2026-02-03T18:00 2026-02-04T18:00",
                "cron(0 8 1 * ? *) | 2026-01-31T12:00:00 | 2026-02-01T08:00 2026-03-01T08:00 2026-04-01T08:00",
                "cron(0/15 * * * ? *) | 2026-01-31T23:44:00 | 2026-01-31T23:45 2026-02-01T00:00 2026-02-01T00:15",
                "cron(1/10 * * * ? *) | 2026-01-31T12:00:00 | 2026-01-31T12:01 2026-01-31T12:11 2026-01-31T12:21",
                "cron(0/5 8-17 ? * MON-FRI *) | 2026-01-30T17:50:00 | 2026-01-30T17:55 2026-02-02T08:00 2026-02-02T08:05",
                "cron(0 9 ? * 2#1 *) | 2026-01-31T12:00:00 | 2026-02-02T09:00 2026-03-02T09:00 2026-04-06T09:00",
                "cron(0 9 ? * 6L *) | 2026-01-31T12:00:00 | 2026-02-27T09:00 2026-03-27T09:00 2026-04-24T09:00",
                "cron(0 0 L * ? *) | 2028-01-31T12:00:00 | 2028-02-29T00:00 2028-03-31T00:00 2028-04-30T00:00",
                "cron(0 0 1W * ? *) | 2026-01-31T12:00:00 | 2026-02-02T00:00 2026-03-02T00:00 2026-04-01T00:00",
                "cron(0 0 31W * ? *) | 2026-01-31T12:00:00 | 2026-03-31T00:00 2026-05-29T00:00 2026-07-31T00:00",
                "cron(0 0 LW * ? *) | 2026-01-31T12:00:00 | 2026-02-27T00:00 2026-03-31T00:00 2026-04-30T00:00",
                "cron(0 0 ? * L *) | 2026-01-31T12:00:00 | 2026-02-07T00:00 2026-02-14T00:00 2026-02-21T00:00",
                "cron(30 6 29 feb ? 2026-2040/2) | 2026-01-31T12:00:00 | 2028-02-29T06:30 2032-02-29T06:30 2036-02-29T06:30",
                "cron(0 0 ? * FRI-MON *) | 2026-02-03T12:00:00 | 2026-02-06T00:00 2026-02-07T00:00 2026-02-08T00:00",
                "rate(1 minute) | 2026-01-31T12:00:30 | 2026-01-31T12:01 2026-01-31T12:02 2026-01-31T12:03",
                "rate(5 minutes) | 2026-01-31T12:00:00 | 2026-01-31T12:05 2026-01-31T12:10 2026-01-31T12:15",
                "rate(2 hours) | 2026-01-31T11:00:00 | 2026-01-31T12:00 2026-01-31T14:00 2026-01-31T16:00",
                "rate(1 day) | 2026-02-03T12:00:00 | 2026-02-04T12:00 2026-02-05T12:00 2026-02-06T12:00",
            })
    void expressions_shouldBeDueAsScheduleTypesTells(String expression, String after, String expected) {
        var recurrence = Recurrence.parse(expression, UTC, instant("2026-01-31T12:00:00", UTC));
        var found = new ArrayList<String>();
        var from = instant(after, UTC);
        for (int i = 0; i < 3; i++) {
            from = recurrence.next(from).orElseThrow();
            found.add(LocalDateTime.ofInstant(from, UTC).toString());
        }
        assertThat(found).isEqualTo(List.of(expected.split(" ")));
    }

    @Test
    void onceOnlyExpressions_shouldEnd() {
        var at = Recurrence.parse("at(2026-07-01T09:00:00)", ZoneId.of("Asia/Seoul"), Instant.EPOCH);
        var due = at.next(Instant.EPOCH).orElseThrow();
        assertThat(due).isEqualTo("2026-07-01T00:00:00Z");
        assertThat(at.next(due)).isEmpty();
        assertThat(Recurrence.parse("cron(0 0 30 2 ? *)", UTC, Instant.EPOCH).next(Instant.now()))
                .isEmpty();
        assertThat(Recurrence.parse("cron(0 0 1 1 ? 2020)", UTC, Instant.EPOCH)
                        .next(Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void zone_shouldSkipTimesThatSpringSkipsAndCountTwiceOnce() {
        var berlin = ZoneId.of("Europe/Berlin");
        var daily = Recurrence.parse("cron(30 2 * * ? *)", berlin, Instant.EPOCH);
        var before = instant("2026-03-28T12:00:00", berlin); // 2:30 on 29 March does not exist
        assertThat(daily.next(before)).contains(instant("2026-03-30T02:30:00", berlin));
        var autumn = daily.next(instant("2026-10-24T12:00:00", berlin)).orElseThrow();
        assertThat(autumn).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(daily.next(autumn)).contains(instant("2026-10-26T02:30:00", berlin));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "every minute",
                "rate(0 minutes)",
                "rate(1 week)",
                "rate(1)",
                "rate(1.5 hours)",
                "at(tomorrow)",
                "at(2026-07-01)",
                "cron(* * * * *)",
                "cron(0 10 * * * *)",
                "cron(0 10 ? * ? *)",
                "cron(60 10 * * ? *)",
                "cron(0 24 * * ? *)",
                "cron(0 0 0 * ? *)",
                "cron(0 0 * 13 ? *)",
                "cron(0 0 ? * 8 *)",
                "cron(0 0 ? * 2#6 *)",
                "cron(0 0 ? * MOON *)",
                "cron(0/0 0 * * ? *)",
                "cron(0 0 1-2-3 * ? *)",
                "cron(0 0 * * ? 1969)",
                "cron(a b c d e f)"
            })
    void whatIsNotUnderstood_shouldBeRefused(String expression) {
        assertThatThrownBy(() -> Recurrence.parse(expression, UTC, Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).+");
    }

    @Property
    void cron_shouldMatchItsFieldsAndGoForward(
            @ForAll @IntRange(max = 59) int minute,
            @ForAll @IntRange(max = 23) int hour,
            @ForAll @IntRange(min = 1, max = 31) int day,
            @ForAll @LongRange(min = 1_700_000_000L, max = 2_000_000_000L) long after) {
        var seoul = ZoneId.of("Asia/Seoul");
        var from = Instant.ofEpochSecond(after);
        var next = Recurrence.parse("cron(%d %d %d * ? *)".formatted(minute, hour, day), seoul, Instant.EPOCH)
                .next(from)
                .orElseThrow();
        assertThat(next).isAfter(from).isBefore(from.plus(Duration.ofDays(63)));
        var local = LocalDateTime.ofInstant(next, seoul);
        assertThat(List.of(local.getMinute(), local.getHour(), local.getDayOfMonth(), local.getSecond()))
                .containsExactly(minute, hour, day, 0);
    }

    private static Instant instant(String local, ZoneId zone) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }
}

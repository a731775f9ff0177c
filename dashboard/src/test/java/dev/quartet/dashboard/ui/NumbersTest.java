package dev.quartet.dashboard.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "999, 999",
        "999.6, 1.00 k",
        "1000, 1.00 k",
        "12345, 12.3 k",
        "123456, 123 k",
        "1.5e9, 1.50 G",
        "1.718, 1.72",
        "0.05, 0.05",
        "0.012345, 0.0123",
        "67.04, 67.0"
    })
    void count_shouldShowThreeDigits(double value, String text) {
        assertThat(Numbers.count(value, Locale.ENGLISH)).isEqualTo(text.replace(' ', '\u00a0'));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 %", "1, 100 %", "0.67, 67.0 %", "0.73827, 73.8 %", "0.9996, 100 %", "0.004, 0.4 %"})
    void percent_shouldShowThreeDigits(double value, String text) {
        assertThat(Numbers.percent(value, Locale.ENGLISH)).isEqualTo(text.replace(' ', '\u00a0'));
    }

    @ParameterizedTest
    @CsvSource({"6.08, 6.08 ms", "999.9, 1.00 s", "12345, 12.3 s", "0.42, 0.42 ms", "0, < 1 ms"})
    void milliseconds_shouldGrowToSeconds(double value, String text) {
        assertThat(Numbers.milliseconds(value, Locale.ENGLISH)).isEqualTo(text.replace(' ', '\u00a0'));
    }

    @ParameterizedTest
    @CsvSource({
        "119999, 120 s, 120초",
        "618000, 10 min 18 s, 10분 18초",
        "300000, 5 min, 5분",
        "12000000, 3 h 20 min, 3시간 20분",
        "187200000, 2 d 4 h, 2일 4시간",
        "25000, 25.0 s, 25.0초"
    })
    void milliseconds_shouldGrowToWholeUnits_inTheLanguage(double value, String english, String korean) {
        assertThat(Numbers.milliseconds(value, Locale.ENGLISH)).isEqualTo(english.replace(' ', '\u00a0'));
        assertThat(Numbers.milliseconds(value, Locale.KOREAN)).isEqualTo(korean.replace(' ', '\u00a0'));
    }

    @Test
    void age_shouldBeInTheLanguage() {
        assertThat(Numbers.age(Duration.ofSeconds(25), Locale.KOREAN)).isEqualTo("25초");
        assertThat(Numbers.age(Duration.ofHours(3), Locale.KOREAN)).isEqualTo("3시간");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "59, 59 s",
        "159, 2 min",
        "3599, 59 min",
        "3600, 1 h",
        "172799, 47 h",
        "172800, 2 d",
        "-5, 0 s"
    })
    void age_shouldBeInWholeUnits(long seconds, String text) {
        assertThat(Numbers.age(Duration.ofSeconds(seconds), Locale.ENGLISH)).isEqualTo(text.replace(' ', '\u00a0'));
    }

    @Test
    void none_shouldBeADash_neverZero() {
        assertThat(Numbers.count(null, Locale.ENGLISH)).isEqualTo("–");
        assertThat(Numbers.percent(null, Locale.ENGLISH)).isEqualTo("–");
    }
}

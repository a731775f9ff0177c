package dev.quartet.dashboard.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvTest {
    private static String text(Csv csv) {
        return new String(csv.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void texts_shouldBeQuotedWhereNeeded_andEndInCrLf() {
        assertThat(text(new Csv().texts(List.of("time", "a,b", "say \"hi\"", "two\nlines", "plain"))))
                .isEqualTo("time,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",plain\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "=HYPERLINK(\"http://x\",\"y\")"})
    void texts_shouldBeNoFormulas(String text) {
        String written = text(new Csv().texts(List.of(text)));
        assertThat(written.replaceFirst("^\"", "")).startsWith("'");
    }

    @Test
    void numbers_shouldHaveAllTheirDigits_andNoneShouldBeEmpty() {
        List<OptionalDouble> values = DoubleStream.of(1.5e10, 0, -0.25, 1e-7, 0.1 + 0.2)
                .mapToObj(OptionalDouble::of)
                .toList();
        assertThat(text(new Csv()
                        .numbers("2026-05-01T12:00:00Z", values)
                        .numbers("x", List.of(OptionalDouble.empty(), OptionalDouble.of(Double.NaN)))))
                .isEqualTo("2026-05-01T12:00:00Z,15000000000,0,-0.25,0.0000001,0.30000000000000004\r\nx,,\r\n");
    }

    @Test
    void bytes_shouldBeMarkedAsUtf8_onlyWhereItMatters() {
        assertThat(text(new Csv().texts(List.of("time")))).isEqualTo("time\r\n");
        assertThat(text(new Csv().texts(List.of("시각")))).isEqualTo("\uFEFF시각\r\n");
    }
}

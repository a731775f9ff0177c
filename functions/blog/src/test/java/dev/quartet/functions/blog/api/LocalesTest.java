package dev.quartet.functions.blog.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LocalesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ko-KR,ko;q=0.9,en-US;q=0.8 | ko
                    en-GB,en;q=0.9,ko;q=0.8    | en
                    ja,ko;q=0.5,en;q=0.4       | ko
                    fr-FR                      | en
                    *                          | en
                    ;;;q=x                     | en
                    """)
    void takesTheBestOfTheHeader(String header, String locale) {
        assertThat(Locales.of(header)).isEqualTo(locale);
    }

    @Test
    void isEnglishWithoutAHeaderThatCanBeRead() {
        assertThat(Locales.of(null)).isEqualTo("en");
        assertThat(Locales.of("ko," + "ko;q=0.1,".repeat(1_000))).isEqualTo("en");
    }
}

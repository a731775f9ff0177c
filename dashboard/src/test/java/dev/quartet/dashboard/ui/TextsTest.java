package dev.quartet.dashboard.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.dashboard.figure.Headline;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TextsTest {
    private static final Pattern USE =
            Pattern.compile("(?:getTranslation|words\\.of)\\(\\s*\"([A-Za-z0-9.]+)\"\\s*[,)]");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\d)");

    private final Properties english = load("translations.properties");
    private final Properties korean = load("translations_ko.properties");

    @Test
    void bothLanguages_shouldHaveTheSameKeysAndParameters() {
        assertThat(korean.keySet()).isEqualTo(english.keySet());
        english.stringPropertyNames().forEach(key -> assertThat(parameters(korean.getProperty(key)))
                .as(key)
                .isEqualTo(parameters(english.getProperty(key))));
    }

    @Test
    void everyTextThatIsUsed_shouldExist() throws IOException {
        List<String> used = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                USE.matcher(Files.readString(file)).results().forEach(match -> used.add(match.group(1)));
            }
        }
        assertThat(used).hasSizeGreaterThan(20);
        assertThat(english.stringPropertyNames()).containsAll(used);
        for (Headline headline : Headline.values()) {
            assertThat(english.stringPropertyNames()).contains("figure." + headline, "figure." + headline + ".absent");
        }
    }

    @Test
    void quotes_shouldBeDoubled_onlyWhereThereAreParameters() {
        List.of(english, korean).forEach(texts -> texts.stringPropertyNames().forEach(key -> {
            String text = texts.getProperty(key);
            String wrong = text.contains("{") ? "(?<!')'(?!')" : "''";
            assertThat(Pattern.compile(wrong).matcher(text).find())
                    .as("%s: %s", key, text)
                    .isFalse();
        }));
    }

    @Test
    void emptyCharts_shouldSpeakOfTheTimeShown_sinceThereMayHaveBeenDataBefore() {
        assertThat(english.stringPropertyNames())
                .filteredOn(key -> key.endsWith(".empty") && key.contains(".chart."))
                .isNotEmpty()
                .allSatisfy(key -> {
                    assertThat(english.getProperty(key)).doesNotContain(" yet");
                    assertThat(korean.getProperty(key)).doesNotContain("아직");
                });
    }

    @Test
    void getTranslation_shouldNotFollowTheServersLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.KOREAN);
            assertThat(new Texts().getTranslation("nav.overview", Locale.ENGLISH))
                    .isEqualTo("Overview");
            assertThat(new Texts().getTranslation("nav.overview", Locale.KOREA)).isEqualTo("개요");
            assertThat(new Texts().getTranslation("range.hours", Locale.ENGLISH, 3L))
                    .isEqualTo("Last 3 hours");
            assertThat(new Texts().getTranslation("range.days", Locale.ENGLISH, 1L))
                    .isEqualTo("Last day");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Set<String> parameters(String text) {
        Matcher matcher = PARAMETER.matcher(text);
        return matcher.results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    private static Properties load(String name) {
        Properties properties = new Properties();
        try (Reader reader =
                Files.newBufferedReader(Path.of("src/main/resources/vaadin-i18n", name), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}

package dev.quartet.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** README.ko.md says what README.md says: the same parts, the same commands, the same links, in other words. */
class ReadmesTest {
    private static final Pattern HEADING = Pattern.compile("^#{1,6}(?= )", Pattern.MULTILINE);
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK =
            Pattern.compile("]\\(([^)]+)\\)|(?:src|srcset)=\"([^\"]+)\"|<(https?://[^>]+)>");
    private static final Pattern CODE = Pattern.compile("(?<!`)`([^`\\n]+)`");
    private static final Pattern COMMENT = Pattern.compile("(?m)\\s+# .*$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\|");

    private static String read(String file) throws IOException {
        return Files.readString(Path.of("..", "..", file));
    }

    private static String prose(String text) {
        return BLOCK.matcher(text).replaceAll("");
    }

    private static List<String> headings(String text) {
        return HEADING.matcher(prose(text))
                .results()
                .map(match -> match.group())
                .toList();
    }

    private static List<String> commands(String text) {
        return BLOCK.matcher(text)
                .results()
                .map(match -> COMMENT.matcher(match.group(2)).replaceAll(""))
                .toList();
    }

    private static List<String> links(String text) {
        Matcher matcher = LINK.matcher(text);
        return matcher.results()
                .map(match -> match.group(1) != null
                        ? match.group(1)
                        : match.group(2) != null ? match.group(2) : match.group(3))
                .filter(link -> !link.startsWith("README"))
                .sorted()
                .toList();
    }

    private static List<String> code(String text) {
        return CODE.matcher(prose(text))
                .results()
                .map(match -> match.group(1))
                .sorted()
                .toList();
    }

    @Test
    void both_haveTheSamePartsCommandsAndLinks() throws IOException {
        String english = read("README.md");
        String korean = read("README.ko.md");
        assertThat(headings(english)).hasSizeGreaterThan(5);
        assertThat(commands(english)).hasSizeGreaterThan(2);
        assertThat(headings(korean)).isEqualTo(headings(english));
        assertThat(commands(korean)).isEqualTo(commands(english));
        assertThat(links(korean)).isEqualTo(links(english));
        assertThat(code(korean)).isEqualTo(code(english));
        assertThat(ROW.matcher(korean).results().count())
                .isEqualTo(ROW.matcher(english).results().count());
    }

    @Test
    void eachLeadsToTheOther_andToFilesThatAreThere() throws IOException {
        assertThat(read("README.md")).contains("[한국어](README.ko.md)");
        assertThat(read("README.ko.md")).contains("[English](README.md)");
        assertThat(links(read("README.ko.md")))
                .filteredOn(link -> !link.startsWith("http"))
                .allSatisfy(link -> assertThat(Path.of("..", "..", link.replaceFirst("#.*", "")))
                        .exists());
    }
}

package dev.quartet.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/exports.md shows pieces of the very files that the tests here and the end-to-end tests run. */
class DocsTest {
    private static final Path ROOT = Path.of("..", "..");
    /** {@code <!-- FILE#REGION -->}, then a block of code. */
    private static final Pattern SHOWN =
            Pattern.compile("<!-- (\\S+)#(\\S+) -->\\R```\\w+\\R(.*?)\\R```", Pattern.DOTALL);

    @Test
    void examples_areWhatTheFilesHold() throws IOException {
        var shown = SHOWN.matcher(Files.readString(ROOT.resolve("docs/exports.md")));
        List<String> files = new ArrayList<>();
        while (shown.find()) {
            files.add(Path.of(shown.group(1)).getFileName().toString());
            assertThat(shown.group(3))
                    .as("docs/exports.md, %s", shown.group(1))
                    .isEqualToNormalizingNewlines(region(ROOT.resolve(shown.group(1)), shown.group(2)));
        }
        assertThat(files).containsExactlyInAnyOrder("Invoicing.java", "QuartetParameters.java", "orders-url.sh");
    }

    /** Returns the lines between the marks of a region, moved to the left as far as all of them go. */
    private static String region(Path file, String name) throws IOException {
        List<String> lines = Files.readAllLines(file);
        int start = find(lines, 0, "region " + name, file);
        int end = find(lines, start, "endregion", file);
        return String.join("\n", lines.subList(start + 1, end)).stripIndent();
    }

    private static int find(List<String> lines, int from, String mark, Path file) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).strip().matches("(//|#) " + Pattern.quote(mark))) {
                return i;
            }
        }
        throw new AssertionError(file + " has no line '" + mark + "'");
    }
}

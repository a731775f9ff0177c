package dev.quartet.dashboard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.dashboard.fixture.Stacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the page offers to copy is what the examples do, with the stack's name in it. */
final class SnippetsTest {
    private static final Path EXAMPLES = Path.of("../examples/consumer");
    private static final String JAVA = "src/main/java/dev/quartet/examples/";

    private final Snippets snippets = new Snippets(Stacks.withServices());

    private static String example(String file) throws IOException {
        return Files.readString(EXAMPLES.resolve(file))
                .lines()
                .map(String::strip)
                .reduce("", (all, line) -> all + line + "\n");
    }

    private static String bare(String snippet) {
        return snippet.lines().map(String::strip).reduce("", (all, line) -> all + line + "\n");
    }

    @Test
    void program_shouldBeTheExamples() throws IOException {
        assertThat(snippets.program()).contains("\"ORGANISATION/quartet/dev\"");
        assertThat(example(JAVA + "program/Invoicing.java"))
                .contains(bare(snippets.program().replace("\"ORGANISATION/quartet/dev\"", "name")));
    }

    @Test
    void service_shouldBeTheExamples() throws IOException {
        String snippet = bare(snippets.service());
        assertThat(snippet).startsWith("String stack = \"dev\";\n");
        assertThat(example(JAVA + "service/QuartetParameters.java"))
                .contains(snippet.substring(snippet.indexOf('\n') + 1));
    }

    @Test
    void shellLine_shouldBeTheExamples_orAskForWhatTheStackHas() throws IOException {
        assertThat(example("orders-url.sh")).contains(snippets.shell().replace("/dev/", "/$STACK/"));
        assertThat(new Snippets(Stacks.todoOnly()).shell())
                .contains("/quartet/dev/exports/todo")
                .endsWith("jq -r .api.url");
    }
}

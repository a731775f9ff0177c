package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The README's walk-through, run as it is written, by bash with curl and the aws command line. */
@ExtendWith(SharedQuartet.class)
final class ReadmeWalkthroughTest {
    private static final Pattern BLOCK =
            Pattern.compile("<!-- Run by e2e's ReadmeWalkthroughTest[^>]*-->\\R```sh\\R(.*?)```", Pattern.DOTALL);
    private static final String STATE = ".quartet/local";

    @Test
    void walkthrough_shouldRunAsWritten(RunningQuartet quartet, @TempDir Path folder) throws Exception {
        for (var tool : List.of("bash", "aws", "curl", "python3")) {
            if (!onThePath(tool)) {
                System.err.println("SKIPPED: the README's walk-through is NOT tested, as there is no " + tool);
                assumeTrue(false, "no " + tool + " on the PATH");
            }
        }
        var script = folder.resolve("walkthrough.sh");
        // The README's reader stands in the clone; here the state folder is the test's own.
        Files.writeString(
                script,
                "set -euo pipefail\n" + block().replace(STATE, quartet.state().toString()));
        var output = folder.resolve("output");
        var bash = new ProcessBuilder("bash", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // Whoever runs the tests may be signed in to AWS: nothing of that may get in.
        bash.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        var process = bash.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }

        var text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isZero();
        assertThat(text)
                .contains("\"UserConfirmed\": false")
                .contains("\"title\":\"Buy milk\",\"done\":false")
                .contains("{\"items\":[{")
                .contains("Hit from cloudfront")
                .contains("{\"sku\":\"MUG-1\",\"available\":3,\"reserved\":0}")
                .contains("\"customer\":\"ann\"")
                .contains("\"revenue\":[{")
                .contains("\"version\":\"1.0.0\"")
                .containsIgnoringCase("x-cache: Hit from cloudfront")
                .doesNotContain("about:blank");
    }

    private static String block() throws IOException {
        var readme = Files.readString(StackAccess.clonesRoot().resolve("README.md"));
        var found = BLOCK.matcher(readme);
        assertThat(found.find()).as("the README's walk-through").isTrue();
        assertThat(found.group(1)).contains(STATE);
        return found.group(1);
    }

    static boolean onThePath(String tool) {
        for (var directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(directory, tool))) {
                return true;
            }
        }
        return false;
    }
}

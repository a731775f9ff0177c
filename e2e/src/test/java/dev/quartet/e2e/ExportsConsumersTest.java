package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What other teams build on the exports, run as they would: they know the stack's name and have credentials, nothing else. */
@ExtendWith(SharedQuartet.class)
final class ExportsConsumersTest {
    private static final Path EXAMPLE = StackAccess.clonesRoot().resolve("examples/consumer");

    private record Answer(int code, String out, String errors) {}

    @Test
    void javaService_shouldReadTheParameters_andFindTheShop(RunningQuartet quartet, @TempDir Path folder)
            throws Exception {
        var shop = new ShopAccess(quartet.access());
        var sku = ShopAccess.newSku();
        shop.stock(sku, 1);

        var answer = run(
                folder,
                quartet.access().environment(),
                priceList(quartet.access().exports().stack()));

        assertThat(answer.code()).as(answer.errors()).isZero();
        assertThat(answer.out()).contains(sku + "\tCup\t12.90 EUR");
    }

    @Test
    void javaService_shouldSayWhatIsMissing_whenThereIsNoSuchStack(RunningQuartet quartet, @TempDir Path folder)
            throws Exception {
        var answer = run(folder, quartet.access().environment(), priceList("nowhere"));

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.errors()).contains("No parameter /quartet/nowhere/exports/contract");
    }

    @Test
    void shellLine_shouldPrintWhereOrdersArePlaced(RunningQuartet quartet, @TempDir Path folder) throws Exception {
        for (var tool : List.of("aws", "jq")) {
            if (!ReadmeWalkthroughTest.onThePath(tool)) {
                System.err.println("SKIPPED: the shell line of docs/exports.md is NOT tested, as there is no " + tool);
                assumeTrue(false, "no " + tool + " on the PATH");
            }
        }
        var exports = quartet.access().exports();

        var answer = run(
                folder,
                quartet.access().environment(),
                List.of("sh", EXAMPLE.resolve("orders-url.sh").toString(), exports.stack()));

        assertThat(answer.code()).as(answer.errors()).isZero();
        assertThat(answer.out().strip())
                .isEqualTo(new ShopAccess(quartet.access())
                        .exports()
                        .orders()
                        .api()
                        .url());
    }

    private static List<String> priceList(String stack) {
        var built = EXAMPLE.resolve("target");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                built.resolve("consumer.jar") + System.getProperty("path.separator") + built.resolve("lib") + "/*",
                "dev.quartet.examples.service.PriceList",
                stack);
    }

    private static Answer run(Path folder, Map<String, String> environment, List<String> command) throws Exception {
        var out = folder.resolve("out");
        var errors = folder.resolve("errors");
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(errors.toFile());
        // Whoever runs the tests may be signed in to AWS: nothing of that may get in.
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        var process = builder.start();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        return new Answer(process.exitValue(), Files.readString(out), Files.readString(errors));
    }
}

package dev.quartet.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.exports.ExportsJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

final class TrafficCommandTest {
    private final List<String> output = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void json_shouldBeTheSummaryAlone() throws IOException {
        try (var cloud = new StandInCloud()) {
            write(ExportsJson.write(cloud.exports()));
            assertThat(run("50", "--users", "2", "--seconds", "1", "--seed", "7", "--json"))
                    .isZero();
            assertThat(output).hasSize(1);
            var summary = JsonMapper.shared().readTree(output.getFirst());
            assertThat(summary.path("users").asInt()).isGreaterThanOrEqualTo(2);
            assertThat(summary.path("requests").asInt()).isPositive();
            assertThat(summary.at("/operations/sign-up/statuses/200").asInt()).isEqualTo(2);
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void text_shouldEndWithATableOfOperations() throws IOException {
        try (var cloud = new StandInCloud()) {
            write(ExportsJson.write(cloud.exports()));
            assertThat(run("50", "--users", "1", "--seconds", "1")).isZero();
            assertThat(output).anyMatch(line -> line.startsWith("sign-up ") && line.contains("200: 1"));
        }
    }

    @Test
    void end_shouldCompareTheShopsFigures() throws IOException {
        try (var cloud = new StandInCloud()) {
            write(ExportsJson.write(cloud.exports()));
            cloud.shop.sold(3); // however far the run itself gets
            assertThat(run("100", "--users", "1", "--seconds", "1")).isZero();
            assertThat(output).anyMatch(line -> line.equals("the shop's figures agree"));
            assertThat(output).anyMatch(line -> line.matches("  orders   confirmed ([1-9]\\d*) = shipments \\1 = .*"));

            cloud.shop.lost = 1;
            assertThat(run("10", "--users", "1", "--seconds", "1", "--settle", "1", "--json"))
                    .isEqualTo(1);
            var shop = JsonMapper.shared().readTree(output.getLast()).path("shop");
            assertThat(shop.path("consistent").asBoolean(true)).isFalse();
            assertThat(shop.path("confirmed").asLong() - shop.path("shipments").asLong())
                    .isEqualTo(1);
        }
    }

    @Test
    void mistakes_shouldBeExplained() throws IOException {
        assertThat(run()).isEqualTo(69);
        assertThat(errors.getLast()).contains("./quartet up");
        write("{}");
        assertThat(run()).isEqualTo(64);
        assertThat(errors.getLast()).contains("exports.json");
        try (var cloud = new StandInCloud()) {
            write(ExportsJson.write(cloud.exports()));
            assertThat(run("0")).isEqualTo(64);
            assertThat(errors.getLast()).contains("0.1 to 10000");
            cloud.broken = true;
            assertThat(run("10", "--seconds", "1")).isEqualTo(69);
        }
    }

    @Test
    void releaseDay_shouldBeRefusedWithReasons() throws IOException {
        try (var cloud = new StandInCloud()) {
            write(ExportsJson.write(cloud.exports()));
            assertThat(run("--release-day", "--clients", "0")).isEqualTo(64);
            assertThat(errors).last().asString().contains("clients: 0; allowed is 1 to 100000");
            assertThat(run("--release-day", "--origin-only", "--compare")).isEqualTo(64);
            assertThat(errors).last().asString().contains("exclude each other");
            assertThat(run("--clients", "5")).as("without --release-day").isEqualTo(2);
        }
    }

    private int run(String... arguments) {
        return new CommandLine(new TrafficCommand(
                        folder.resolve("exports.json"), () -> StandInCloud.OWNER, output::add, errors::add))
                .execute(arguments);
    }

    private void write(String json) throws IOException {
        java.nio.file.Files.writeString(folder.resolve("exports.json"), json);
    }
}

package dev.quartet.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.exports.StackExports;
import dev.quartet.exports.UpdatesExports;
import dev.quartet.local.traffic.ReleaseDayOptions.Path;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReleaseDayTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<String> progress = new ArrayList<>();

    @Test
    void day_shouldBeComparedWithOneWithoutTheEdge() throws Exception {
        try (var cloud = new StandInCloud();
                var day = day(cloud.exports(), options(Path.BOTH, 20, 0))) {
            cloud.updates.breakEvery = 7;
            var results = day.run(progress::add);
            assertThat(results).extracting(ReleaseDayResult::path).containsExactly(Path.EDGE, Path.ORIGIN);
            assertThat(results).allSatisfy(result -> {
                assertThat(result.verified() + result.unfinished()).isEqualTo(20);
                assertThat(result.verified()).isPositive();
                assertThat(result.corrupt() + result.abandoned()).isZero();
                assertThat(result.well()).isTrue();
                assertThat(result.bytes()).isGreaterThan(result.verified() * 4_000_000);
                assertThat(result.rangeP99Millis()).isGreaterThanOrEqualTo(result.rangeP50Millis());
                assertThat(result.statuses()).containsKeys("200", "206");
            });
            assertThat(results.stream().mapToLong(ReleaseDayResult::broken).sum())
                    .as("what broke off before the end of the day was gone on with")
                    .isBetween(1L, (long) cloud.updates.brokenOff.get());
            // CloudWatch's figures are the servers' own counts.
            assertThat(results.get(0).origin().edgeRequests())
                    .isEqualTo((double) results.get(0).requests());
            assertThat(results.get(0).origin().requestOffload()).isEqualTo(1);
            assertThat(results.get(0).origin().byteOffload()).isEqualTo(0.99);
            assertThat(results.get(0).origin().cpuSeconds()).isEqualTo(90);
            assertThat(results.get(0).origin().mostInService()).isEqualTo(3);
            assertThat(results.get(1).origin().requests())
                    .isEqualTo((double) results.get(1).requests());
            assertThat(cloud.updates.largestPart.get())
                    .as("the release is never whole in memory")
                    .isEqualTo(8 * Release.BLOCK);
            assertThat(ReleaseDayTable.of(results))
                    .anyMatch(line -> line.contains("by the edge") && line.endsWith("without it"))
                    .anyMatch(line -> line.contains("offload, bytes") && line.contains("99.00 %"));
        }
    }

    @Test
    void corruptDownloads_shouldBeFound() throws Exception {
        try (var cloud = new StandInCloud();
                var day = day(cloud.exports(), options(Path.EDGE, 3, 0))) {
            cloud.updates.corrupt = true;
            var result = day.run(progress::add).getFirst();
            assertThat(result.verified()).isZero();
            assertThat(result.corrupt()).isPositive();
            assertThat(result.well()).isFalse();
        }
    }

    @Test
    void slowClients_shouldHoldTheirDownloadsAllDay() throws Exception {
        try (var cloud = new StandInCloud();
                var day = day(cloud.exports(), options(Path.EDGE, 1, 100))) {
            var result = day.run(progress::add).getFirst();
            assertThat(result.slowClients()).isEqualTo(100);
            assertThat(result.slowCut()).isZero();
            assertThat(result.statuses().get("200")).isGreaterThanOrEqualTo(100);
            assertThat(result.bytes()).as("they read but a little").isLessThan(100L * 9_000_000);
        }
    }

    @Test
    void stop_shouldEndTheDay_andStillTellWhatItWas() throws Exception {
        try (var cloud = new StandInCloud()) {
            var options = new ReleaseDayOptions(5, 1, Duration.ofHours(1), 100, 0, Path.BOTH);
            try (var day = day(cloud.exports(), options)) {
                var results = day.run(line -> {
                    if (line.startsWith("published")) {
                        day.stop();
                    }
                });
                assertThat(results).as("no second day is begun").hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void stacksWithoutWhatItNeeds_shouldBeRefused() throws IOException {
        try (var cloud = new StandInCloud()) {
            var exports = cloud.exports();
            assertThatThrownBy(() -> day(exports.withEndpointUrl(null), options(Path.EDGE, 1, 0)))
                    .hasMessageContaining("AWS itself is never loaded");
            assertThatThrownBy(() -> day(with(exports, null), options(Path.EDGE, 1, 0)))
                    .hasMessageContaining("architecture updates");
            assertThatThrownBy(() -> day(with(exports, hidden(cloud)), options(Path.ORIGIN, 1, 0)))
                    .hasMessageContaining("--origin-only")
                    .hasMessageContaining("private");
            assertThatThrownBy(() -> options(Path.EDGE, 0, 0))
                    .hasMessageContaining("clients: 0; allowed is 1 to 100000");
        }
    }

    private static ReleaseDayOptions options(Path path, int clients, int slow) {
        return new ReleaseDayOptions(clients, 9, Duration.ofSeconds(3), 20, slow, path);
    }

    private static ReleaseDay day(StackExports exports, ReleaseDayOptions options) {
        return new ReleaseDay(exports, options, StandInCloud.OWNER, Clock.systemUTC(), SECOND, Duration.ZERO);
    }

    private static UpdatesExports hidden(StandInCloud cloud) {
        var known = cloud.updates.exports(1);
        return new UpdatesExports(
                known.baseUrl(),
                known.distributionId(),
                known.releasesBucket(),
                known.loadBalancer(),
                known.targetGroup(),
                known.autoScalingGroupName(),
                known.fileSystemId(),
                known.functions(),
                null,
                null,
                null,
                null,
                null);
    }

    private static StackExports with(StackExports exports, UpdatesExports updates) {
        return new StackExports(
                exports.contractVersion(),
                exports.stack(),
                exports.region(),
                exports.accountId(),
                exports.endpointUrl(),
                exports.todo(),
                exports.blog(),
                exports.services(),
                updates,
                exports.operations());
    }
}

package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import tools.jackson.databind.JsonNode;

/** The offload that the dashboard shows, judged by what the clients counted and what the servers' log says. */
@ExtendWith(SharedQuartet.class)
final class UpdatesOffloadTest {
    private static final int REQUESTS = 20;
    private static final int SIZE = 300_000;
    /** An answer's head has less. */
    private static final double HEAD = 2_000;
    /** The minute that is running comes last. */
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    @Test
    void offload_shouldEqualWhatClientsAndServersLogged(RunningQuartet quartet) throws Exception {
        var channel = "offload-" + UUID.randomUUID().toString().substring(0, 8);
        try (var updates = new UpdatesAccess(quartet.access());
                var logs = logs(quartet.access())) {
            updates.publish(channel, "1.0.0", Map.of("app.bin", new byte[SIZE]));
            await().atMost(PATIENCE).until(() -> updates.report(channel, "1.0.0")
                    .filter(report -> report.path("status").asString().equals("PUBLISHED"))
                    .isPresent());
            var before = Offload.counted(quartet);

            var path = "/%s/1.0.0/app.bin".formatted(channel);
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(updates.get(path).body()).hasSize(SIZE);
            }

            var group = "/quartet/%s/update-server"
                    .formatted(quartet.access().exports().stack());
            var pattern = "\"%s\"".formatted(path);
            await().atMost(PATIENCE).until(() -> served(logs, group, pattern) == 1);
            await().atMost(PATIENCE).untilAsserted(() -> {
                var after = Offload.read(quartet);
                assertThat(after.edgeRequests - before.edgeRequests).isEqualTo(REQUESTS);
                assertThat(after.originRequests - before.originRequests).isEqualTo(1);
                assertThat(after.edgeBytes - before.edgeBytes)
                        .isCloseTo((SIZE + HEAD / 2) * REQUESTS, within(HEAD / 2 * REQUESTS));
                assertThat(after.originBytes - before.originBytes).isCloseTo(SIZE + HEAD / 2, within(HEAD / 2));
            });
            assertThat(served(logs, group, pattern)).isEqualTo(1);
        }
    }

    private static long served(CloudWatchLogsClient logs, String group, String pattern) {
        return logs
                .filterLogEventsPaginator(request -> request.logGroupName(group).filterPattern(pattern))
                .events()
                .stream()
                .count();
    }

    private static CloudWatchLogsClient logs(StackAccess stack) {
        return CloudWatchLogsClient.builder()
                .endpointOverride(URI.create(stack.cloudUrl()))
                .region(stack.region())
                .credentialsProvider(stack.root())
                .build();
    }

    /** What the headline figure is made of. */
    private record Offload(double edgeRequests, double originRequests, double edgeBytes, double originBytes) {
        /** Returns what CloudWatch has counted, the minute that runs included, which the dashboard leaves out. */
        static Offload counted(RunningQuartet quartet) {
            var updates = Objects.requireNonNull(quartet.access().exports().updates());
            var edge = Map.of("DistributionId", updates.distributionId(), "Region", "Global");
            var origin = Map.of("LoadBalancer", updates.loadBalancer());
            try (var far = new Figures(quartet.access(), Region.US_EAST_1);
                    var near = new Figures(quartet.access())) {
                return new Offload(
                        far.sum("AWS/CloudFront", "Requests", edge),
                        near.sum("AWS/ApplicationELB", "RequestCount", origin)
                                + near.sum("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", origin),
                        far.sum("AWS/CloudFront", "BytesDownloaded", edge),
                        near.sum("AWS/ApplicationELB", "ProcessedBytes", origin));
            }
        }

        static Offload read(RunningQuartet quartet) throws Exception {
            var answer =
                    TodoUser.send(HttpRequest.newBuilder(URI.create(quartet.dashboardUrl() + "/api/figures?range=PT1H"))
                            .timeout(PATIENCE));
            var offload = TodoUser.json(answer).path("edgeOffload");
            return new Offload(
                    part(offload, "requests", "denominator"),
                    part(offload, "requests", "numerator"),
                    part(offload, "bytes", "denominator"),
                    part(offload, "bytes", "numerator"));
        }

        private static double part(JsonNode offload, String figure, String part) {
            return offload.path(figure).path(part).asDouble(0);
        }
    }
}

package dev.quartet.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.ServiceExports;
import dev.quartet.exports.TableRef;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The dashboard's figures, judged by what CloudWatch's API answers for the same window. */
@ExtendWith(SharedQuartet.class)
final class DashboardFiguresTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void figures_shouldEqualCloudWatchs_afterKnownTraffic(RunningQuartet quartet) throws Exception {
        var ann = TodoUser.signUp(quartet.access());
        var before = Shown.settled(quartet);

        var id = ann.create("Counted"); // invokes
        for (int i = 0; i < 5; i++) {
            assertThat(ann.get("/todos/" + id).statusCode()).isEqualTo(200); // one miss, which invokes, and four hits
        }
        assertThat(ann.get("/todos/" + id, "Cache-Control", "max-age=0").statusCode())
                .isEqualTo(200); // a miss, which invokes

        await().atMost(PATIENCE).untilAsserted(() -> {
            var after = Shown.settled(quartet);
            assertThat(after.hits - before.hits).isEqualTo(4);
            assertThat(after.lookups - before.lookups).isEqualTo(6);
            assertThat(after.invocations - after.others - before.invocations + before.others)
                    .isEqualTo(3);
            assertThat(after.readUnits).isGreaterThan(before.readUnits);
        });
    }

    @Test
    void figures_shouldHaveAValue_orAReason(RunningQuartet quartet) throws Exception {
        var figures = figures(quartet);
        assertThat(figures.get("architectures").valueStream().map(JsonNode::asString))
                .containsExactly("todo", "blog", "services", "updates");
        for (var path : new String[] {"edgeOffload.requests", "edgeOffload.bytes", "cacheHitRatio.edge"}) {
            assertThat(leaf(figures, path).get("value").isNull())
                    .as(path)
                    .isEqualTo(figures.get("reasons").has(path));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1h", "PT1M", "P31D", "-PT1H", "PT90S"})
    void figures_shouldBeAProblem_whenTheRangeIsNotAllowed(String range, RunningQuartet quartet) throws Exception {
        var answer = get(quartet, range);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        var problem = TodoUser.json(answer);
        assertThat(problem.get("status").asInt()).isEqualTo(400);
        assertThat(problem.get("detail").asString()).contains("PT5M to P30D");
    }

    private static JsonNode figures(RunningQuartet quartet) throws IOException, InterruptedException {
        var answer = get(quartet, "PT1H");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TodoUser.json(answer);
    }

    private static HttpResponse<String> get(RunningQuartet quartet, String range)
            throws IOException, InterruptedException {
        return TodoUser.send(HttpRequest.newBuilder(URI.create(quartet.dashboardUrl() + "/api/figures?range=" + range))
                .timeout(PATIENCE));
    }

    private static JsonNode leaf(JsonNode figures, String path) {
        return figures.at("/" + path.replace('.', '/'));
    }

    /**
     * Figures and what they are made of, of the dashboard or of CloudWatch.
     *
     * @param others the invocations that are not the to-do functions', by CloudWatch: a schedule makes some by itself
     */
    private record Shown(
            double hits,
            double lookups,
            double daxHits,
            double daxLookups,
            double invocations,
            double readUnits,
            double others) {

        /** Returns the dashboard's figures once they equal CloudWatch's: it may answer from up to a second ago. */
        static Shown settled(RunningQuartet quartet) {
            return await().atMost(PATIENCE)
                    .ignoreNoExceptions()
                    .until(() -> of(quartet), pair -> pair[0].equals(pair[1]))[0];
        }

        private static Shown[] of(RunningQuartet quartet) throws Exception {
            var json = figures(quartet);
            try (var figures = new Figures(quartet.access())) {
                var counted = counted(quartet, figures, json.get("window"));
                return new Shown[] {shown(json, counted.others), counted};
            }
        }

        private static Shown shown(JsonNode json, double others) {
            var api = leaf(json, "cacheHitRatio.api");
            var dax = leaf(json, "cacheHitRatio.dax");
            return new Shown(
                    api.get("numerator").asDouble(0),
                    api.get("denominator").asDouble(0),
                    dax.get("numerator").asDouble(0),
                    dax.get("denominator").asDouble(0),
                    leaf(json, "lambdaInvocations.value").asDouble(0),
                    leaf(json, "dynamodbRcu.sum.value").asDouble(0),
                    others);
        }

        private static Shown counted(RunningQuartet quartet, Figures figures, JsonNode window) {
            var start = Instant.parse(window.get("start").asString());
            var end = Instant.parse(window.get("end").asString());
            assertThat(Duration.between(start, end)).isEqualTo(Duration.ofHours(1));
            Counter counter = (namespace, name, dimensions) -> figures.sum(namespace, name, dimensions, start, end);
            var todo = quartet.access().exports().todo();
            var api = Map.of("ApiName", todo.api().name(), "Stage", todo.api().stage());
            var dax = Map.of("ClusterId", String.valueOf(todo.daxClusterName()));
            var hits = counter.sum("AWS/ApiGateway", "CacheHitCount", api);
            var daxHits = counter.sum("AWS/DAX", "ItemCacheHits", dax) + counter.sum("AWS/DAX", "QueryCacheHits", dax);
            var daxMisses =
                    counter.sum("AWS/DAX", "ItemCacheMisses", dax) + counter.sum("AWS/DAX", "QueryCacheMisses", dax);
            var blog = new BlogAccess(quartet.access()).exports();
            var shop = new ShopAccess(quartet.access()).exports();
            var updates = quartet.access().exports().updates();
            var services = List.of(shop.catalog(), shop.orders(), shop.inventory(), shop.shipping(), shop.analytics());
            var others = Stream.concat(
                            Stream.of(blog.functions(), shop.imports().functions(), updates.functions()),
                            services.stream().map(ServiceExports::functions))
                    .flatMap(List::stream)
                    .mapToDouble(function -> invocations(counter, function))
                    .sum();
            var invocations = others
                    + todo.functions().stream()
                            .mapToDouble(function -> invocations(counter, function))
                            .sum();
            var readUnits = Stream.concat(
                            Stream.of(
                                    todo.table(),
                                    blog.postsTable(),
                                    blog.visitorsTable(),
                                    shop.imports().table(),
                                    requireNonNull(updates.locksTable())),
                            services.stream().map(ServiceExports::table))
                    .mapToDouble(table -> readUnits(counter, table))
                    .sum();
            return new Shown(
                    hits,
                    hits + counter.sum("AWS/ApiGateway", "CacheMissCount", api),
                    daxHits,
                    daxHits + daxMisses,
                    invocations,
                    readUnits,
                    others);
        }

        /** Returns what a table and its indexes consumed: the table's own figure leaves them out. */
        private static double invocations(Counter counter, FunctionRef function) {
            return counter.sum("AWS/Lambda", "Invocations", Map.of("FunctionName", function.name()));
        }

        private static double readUnits(Counter counter, TableRef table) {
            var own = counter.sum("AWS/DynamoDB", "ConsumedReadCapacityUnits", Map.of("TableName", table.name()));
            return own
                    + table.indexes().stream()
                            .mapToDouble(index -> counter.sum(
                                    "AWS/DynamoDB",
                                    "ConsumedReadCapacityUnits",
                                    Map.of("TableName", table.name(), "GlobalSecondaryIndexName", index)))
                            .sum();
        }
    }

    private interface Counter {
        double sum(String namespace, String name, Map<String, String> dimensions);
    }
}

package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The response cache, judged by what CloudWatch counts: exactly what was sent. */
@ExtendWith(SharedQuartet.class)
final class ResponseCacheTest {
    @Test
    void figures_shouldEqualTheTraffic_exactly(RunningQuartet quartet) throws Exception {
        var ann = TodoUser.signUp(quartet.access());
        var bob = TodoUser.signUp(quartet.access());
        var id = ann.create("Cached"); // warms the function as well
        try (var figures = new Figures(quartet.access())) {
            var before = Count.read(figures, quartet);

            assertThat(ann.get("/todos/" + id).statusCode()).isEqualTo(200); // miss
            assertThat(ann.get("/todos/" + id).statusCode()).isEqualTo(200); // hit
            assertThat(ann.get("/todos/" + id).statusCode()).isEqualTo(200); // hit
            assertThat(bob.get("/todos/" + id).statusCode()).isEqualTo(404); // miss: never Ann's entry
            ann.put(id, "{\"title\":\"Changed\"}"); // no cache, invokes
            assertThat(ann.get("/todos/" + id).body()).contains("Cached"); // hit, still the old one
            var fresh = ann.get("/todos/" + id, "Cache-Control", "max-age=0"); // refreshes
            assertThat(fresh.body()).contains("Changed");
            assertThat(ann.get("/todos/" + id).body()).contains("Changed"); // hit, the new one

            var after = Count.read(figures, quartet);
            assertThat(after.hits - before.hits).isEqualTo(4);
            assertThat(after.misses - before.misses).isEqualTo(3);
            assertThat(after.invocations - before.invocations).isEqualTo(4);
            assertThat(after.requests - before.requests).isEqualTo(8);
        }
    }

    @Test
    void readUnits_shouldBeWhatStrongReadsCost(RunningQuartet quartet) throws Exception {
        var ann = TodoUser.signUp(quartet.access());
        var id = ann.create("Small");
        try (var figures = new Figures(quartet.access())) {
            var before = Count.read(figures, quartet);
            for (int i = 0; i < 10; i++) {
                ann.get("/todos/" + id, "Cache-Control", "max-age=0");
            }
            var after = Count.read(figures, quartet);

            // A strongly consistent read of an item up to 4 kB is one unit, and passes DAX by.
            assertThat(after.readUnits - before.readUnits).isEqualTo(10);
        }
    }

    private record Count(double requests, double hits, double misses, double invocations, double readUnits) {
        static Count read(Figures figures, RunningQuartet quartet) throws Exception {
            var todo = quartet.access().exports().todo();
            var api = Map.of("ApiName", todo.api().name(), "Stage", todo.api().stage());
            var function = Map.of("FunctionName", todo.functions().get(0).name());
            return new Count(
                    figures.sum("AWS/ApiGateway", "Count", api),
                    figures.sum("AWS/ApiGateway", "CacheHitCount", api),
                    figures.sum("AWS/ApiGateway", "CacheMissCount", api),
                    figures.sum("AWS/Lambda", "Invocations", function),
                    figures.sum(
                            "AWS/DynamoDB",
                            "ConsumedReadCapacityUnits",
                            Map.of("TableName", todo.table().name())));
        }
    }
}

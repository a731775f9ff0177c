package dev.quartet.dashboard.cost;

import dev.quartet.dashboard.cost.Term.Ground;
import dev.quartet.dashboard.cost.Term.Stated;
import dev.quartet.exports.BilledExports;
import dev.quartet.exports.OperationsExports;
import dev.quartet.exports.StackExports;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How large what is billed by its size was made: as the stack exports it, else as it usually is. */
record Sizes(@Nullable BilledExports billed) {
    private static final int USUAL_MEMORY = 1024;
    private static final double GIGABYTE = 1024;

    static Sizes of(StackExports exports) {
        OperationsExports operations = exports.operations();
        return new Sizes(operations == null ? null : operations.billed());
    }

    String daxNodeType() {
        return billed == null || billed.daxNodeType() == null ? "dax.t3.small" : billed.daxNodeType();
    }

    Stated daxNodes() {
        return count("daxNodes", billed == null ? null : billed.daxNodes(), 1);
    }

    /** The name of the cache's price; null where the API has none. */
    @Nullable
    String apiCache() {
        if (billed == null) {
            return "apigateway.cache.0.5";
        }
        return billed.apiCacheSizeGb() == null ? null : "apigateway.cache." + billed.apiCacheSizeGb();
    }

    String instance() {
        return "ec2."
                + (billed == null || billed.updatesInstanceType() == null ? "t4g.micro" : billed.updatesInstanceType());
    }

    boolean streamOnDemand() {
        Integer shards = billed == null ? null : billed.streamShards();
        return shards != null && shards == 0;
    }

    Stated shards() {
        return count("shards", billed == null ? null : billed.streamShards(), 1);
    }

    Stated endpoints() {
        return count("endpoints", billed == null ? null : billed.interfaceEndpoints(), 1);
    }

    /** A function's memory in gigabytes. */
    Stated memory(String function) {
        Map<String, Integer> known = billed == null ? Map.of() : billed.functionMemoryMb();
        Integer megabytes = known.get(function);
        return new Stated(
                "memory",
                (megabytes == null ? USUAL_MEMORY : megabytes) / GIGABYTE,
                megabytes == null ? Ground.ASSUMED : Ground.EXPORTED);
    }

    private static Stated count(String key, @Nullable Integer known, int usual) {
        return new Stated(key, known == null ? usual : known, known == null ? Ground.ASSUMED : Ground.EXPORTED);
    }
}

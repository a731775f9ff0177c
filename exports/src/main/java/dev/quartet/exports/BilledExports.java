package dev.quartet.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of a stack is billed by how large it was made; what the stack does not have is absent.
 *
 * @param daxNodeType such as {@code dax.t3.small}
 * @param apiCacheSizeGb such as {@code 0.5}
 * @param streamShards of the event stream; 0 where it is on demand
 * @param updatesInstanceType such as {@code t4g.micro}
 * @param interfaceEndpoints each in one zone counted by itself
 * @param functionMemoryMb by the function's name
 */
public record BilledExports(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String daxNodeType,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer daxNodes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String apiCacheSizeGb,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer streamShards,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String updatesInstanceType,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer interfaceEndpoints,
        Map<String, Integer> functionMemoryMb) {
    public BilledExports {
        Checks.textOrNull("daxNodeType", daxNodeType);
        Checks.textOrNull("apiCacheSizeGb", apiCacheSizeGb);
        Checks.textOrNull("updatesInstanceType", updatesInstanceType);
        countOrNull("daxNodes", daxNodes);
        countOrNull("streamShards", streamShards);
        countOrNull("interfaceEndpoints", interfaceEndpoints);
        Checks.present("functionMemoryMb", functionMemoryMb);
        // In an order of its own: a document that is the same must look the same.
        functionMemoryMb = Collections.unmodifiableSortedMap(new TreeMap<>(functionMemoryMb));
    }

    private static void countOrNull(String name, @Nullable Integer count) {
        if (count != null && count < 0) {
            throw Checks.refused(name, count, "0 or more");
        }
    }
}

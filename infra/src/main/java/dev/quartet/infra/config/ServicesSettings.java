package dev.quartet.infra.config;

import java.util.List;
import java.util.Optional;

/**
 * The services: the domain that their names are in, and the stream of events: on demand, or so many shards; seconds that a
 * batch may wait to fill, batches of a shard that are worked on at once.
 */
public record ServicesSettings(
        Optional<Domain> domain,
        boolean streamOnDemand,
        int streamShards,
        int streamBatchWindowSeconds,
        int streamParallelization) {
    static final List<String> STREAMS = List.of("provisioned", "onDemand");

    static ServicesSettings read(Values values) {
        boolean onDemand = values.oneOf("stream", "provisioned", STREAMS).equals("onDemand");
        Optional<Integer> shards = values.integer("streamShards", 1, 200);
        if (onDemand && shards.isPresent()) {
            throw values.refused(
                    "streamShards", shards.get(), "left out with quartet:stream onDemand, which chooses them itself");
        }
        return new ServicesSettings(
                Domain.read(values, "domain", "shop.example.com"),
                onDemand,
                shards.orElse(1),
                values.integer("streamBatchWindowSeconds", 0, 300).orElse(0),
                values.integer("streamParallelization", 1, 10).orElse(1));
    }
}

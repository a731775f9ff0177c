package dev.quartet.local.apigateway.shared;

import java.util.Optional;

/** Finds stages by API id and name. Thread-safe. */
@FunctionalInterface
public interface StageLookup {
    /** Returns the stage; empty when this kind of API has none of that name. */
    Optional<MappedStage> find(String apiId, String stage);
}

package dev.quartet.functions.services.events;

import dev.quartet.functions.common.Json;
import java.util.Map;

/** Something that happened; docs/events has the schema of each type. */
public sealed interface Event permits OrderPlaced, OrderRejected, ImportedOrder {
    Envelope envelope();

    /** As docs/events describes it, in that order. */
    Map<String, Object> json();

    /** Name of the type, such as OrderPlaced. */
    String type();

    /** Version of the type's schema. */
    int schemaVersion();

    default byte[] bytes() {
        return Json.bytes(json());
    }
}

package dev.quartet.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A DynamoDB table with the names of its global secondary indexes, and its stream where it has one. */
public record TableRef(
        String name,
        List<String> indexes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String streamArn) {
    public TableRef {
        Checks.text("name", name);
        indexes = Checks.list("indexes", indexes);
        Checks.arnOrNull("streamArn", streamArn);
    }
}

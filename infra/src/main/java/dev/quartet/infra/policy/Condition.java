package dev.quartet.infra.policy;

import com.pulumi.core.Output;
import java.util.List;

/** One condition of a statement, for example {@code StringEquals aws:SourceAccount 123456789012}. */
public record Condition(String operator, String key, List<Output<String>> values) {
    public Condition {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("condition on " + key + " has no values");
        }
    }
}

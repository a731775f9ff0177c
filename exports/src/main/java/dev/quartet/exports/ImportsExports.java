package dev.quartet.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The CSV import of architecture 3; {@code table} is absent in documents that were written before it was exported. */
public record ImportsExports(
        String bucket,
        String prefix,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TableRef table,
        QueueRef queue,
        QueueRef deadLetterQueue,
        List<FunctionRef> functions) {
    public ImportsExports {
        Checks.text("bucket", bucket);
        Checks.text("prefix", prefix);
        Checks.present("queue", queue);
        Checks.present("deadLetterQueue", deadLetterQueue);
        functions = Checks.list("functions", functions);
    }
}

package dev.quartet.exports;

import java.util.List;

/** The CSV import of architecture 3. */
public record ImportsExports(
        String bucket, String prefix, QueueRef queue, QueueRef deadLetterQueue, List<FunctionRef> functions) {
    public ImportsExports {
        Checks.text("bucket", bucket);
        Checks.text("prefix", prefix);
        Checks.present("queue", queue);
        Checks.present("deadLetterQueue", deadLetterQueue);
        functions = Checks.list("functions", functions);
    }
}

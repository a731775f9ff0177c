package dev.quartet.functions.services.imports;

import dev.quartet.functions.common.Logs;
import dev.quartet.functions.data.Reopened;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Writes {@code reports/<name>.outcome.json} when every accepted line of a file has an outcome. Whoever finds that first does so, and
 * two who find it at once write the same.
 */
final class OutcomeFile {
    private final Outcomes outcomes;
    private final Reopened<S3Client> s3;
    private final Logs logs;

    OutcomeFile(Outcomes outcomes, Reopened<S3Client> s3, Logs logs) {
        this.outcomes = outcomes;
        this.s3 = s3;
        this.logs = logs;
    }

    /** @throws RuntimeException if the table or S3 fail, which another try may cure */
    void writeIfDue(String importId, String bucket) {
        Outcomes.State state = outcomes.state(importId);
        if (state == null || !state.due()) {
            return;
        }
        String key = "reports/" + state.name() + ".outcome.json";
        try (ListFile file = new ListFile("refused")) {
            outcomes.refused(importId, file::add);
            Map<String, Object> totals = new LinkedHashMap<>();
            totals.put("accepted", state.accepted());
            totals.put("placed", state.placed());
            file.put(s3.get(), bucket, key, totals);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        outcomes.told(importId);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("import", importId);
        fields.put("accepted", state.accepted());
        fields.put("placed", state.placed());
        logs.info("every accepted line has its outcome", fields);
    }
}

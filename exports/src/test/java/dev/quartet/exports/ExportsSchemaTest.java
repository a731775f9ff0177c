package dev.quartet.exports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExportsSchemaTest {
    private static final Path COMMITTED = Path.of("..", "docs", "exports.schema.json");

    /** Run with -Dquartet.updateSchema=true to write the file after a change of the records. */
    @Test
    void committedSchema_isTheOneOfTheRecords() throws IOException {
        String generated = ExportsSchema.generate() + "\n";
        if (Boolean.getBoolean("quartet.updateSchema")) {
            Files.writeString(COMMITTED, generated);
        }
        assertThat(COMMITTED).content().isEqualToNormalizingNewlines(generated);
    }
}

package dev.quartet.dashboard.stack;

import dev.quartet.exports.StackExports;
import java.time.Instant;
import java.util.Optional;

/** Where a stack's exports come from. */
interface ExportsSource {
    /** Reads them anew; throws {@link ExportsUnavailableException} with the reason in words. */
    StackExports read();

    /** When the program wrote what was last read; empty where nothing was. */
    Optional<Instant> writtenAt();

    /** Whether what was read before may be out of date. */
    boolean changed();
}

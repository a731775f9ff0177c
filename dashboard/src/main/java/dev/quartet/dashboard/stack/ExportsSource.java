package dev.quartet.dashboard.stack;

import dev.quartet.exports.StackExports;

/** Where a stack's exports come from. */
interface ExportsSource {
    /** Reads them anew; throws {@link ExportsUnavailableException} with the reason in words. */
    StackExports read();

    /** Whether what was read before may be out of date. */
    boolean changed();
}

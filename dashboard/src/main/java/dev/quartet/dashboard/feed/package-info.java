/** One poller per region for all viewers, and what it last read. */
@NullMarked
package dev.quartet.dashboard.feed;

import org.jspecify.annotations.NullMarked;

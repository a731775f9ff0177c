/** CloudWatch Logs: groups, streams and events in bounded memory, its API, and metrics in embedded format. */
@NullMarked
package dev.quartet.local.logs;

import org.jspecify.annotations.NullMarked;

/** Lambda's event source mappings: streams and queues that Lambda polls for functions. */
@NullMarked
package dev.quartet.local.lambda.eventsource;

import org.jspecify.annotations.NullMarked;

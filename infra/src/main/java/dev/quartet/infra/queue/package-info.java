/** SQS queues. */
@NullMarked
package dev.quartet.infra.queue;

import org.jspecify.annotations.NullMarked;

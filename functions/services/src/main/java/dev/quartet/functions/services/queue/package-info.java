/** What the workers of queues share: SQS's messages, and where those go that can never be handled. */
@NullMarked
package dev.quartet.functions.services.queue;

import org.jspecify.annotations.NullMarked;

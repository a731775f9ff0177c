/** Amazon SQS: queues in memory, with its API and the program's queues. */
@NullMarked
package dev.quartet.local.sqs;

import org.jspecify.annotations.NullMarked;

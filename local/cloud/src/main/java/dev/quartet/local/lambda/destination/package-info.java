/** Where Lambda sends what became of asynchronous invocations and of batches that it gave up. */
@NullMarked
package dev.quartet.local.lambda.destination;

import org.jspecify.annotations.NullMarked;

/** Calls between services: signed, with time-outs, retries and a deadline. */
@NullMarked
package dev.quartet.functions.services.calls;

import org.jspecify.annotations.NullMarked;

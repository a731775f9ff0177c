package dev.quartet.local.runtime;

import com.amazonaws.services.lambda.runtime.Context;

/** A function, whichever of AWS's handler interfaces it implements: an event's bytes in, a response's bytes out. */
interface EventHandler {
    byte[] handle(byte[] event, Context context) throws Exception;
}

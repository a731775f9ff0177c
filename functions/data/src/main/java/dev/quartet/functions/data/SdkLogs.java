package dev.quartet.functions.data;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What the AWS SDK and the libraries under it would write beside a function's own log. */
public final class SdkLogs {
    private SdkLogs() {}

    /** To be done before the first of their classes loads. */
    public static void quieten() {
        // The AWS SDK logs through SLF4J, whose complaint about having no provider would be in every log otherwise.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        // DAX's client and Netty log whole stack traces to stderr; what failed stands in one line of the function's own
        // log.
        Logger.getLogger("").setLevel(Level.SEVERE);
    }
}

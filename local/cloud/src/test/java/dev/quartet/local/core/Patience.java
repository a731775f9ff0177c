package dev.quartet.local.core;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waiting for what surely comes, as long as a machine takes that has much else to do: processes start, threads get their turn. */
public final class Patience {
    private static final Duration LONG = Duration.ofSeconds(60);

    private Patience() {}

    /** Begins to wait; a minute at most, unless told otherwise. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(LONG);
    }
}

package dev.quartet.dashboard.feed;

import dev.quartet.dashboard.cloudwatch.ReadFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** One answer for all viewers: asked for anew when it is old, kept while the service refuses. Thread-safe. */
public final class Kept<T> {
    private final Supplier<T> ask;
    private final Duration age;
    private final Clock clock;
    private Answer<T> last = new Answer<>(null, null);
    private @Nullable Instant askedAt;

    /**
     * @param age how long an answer is good enough
     */
    public Kept(Supplier<T> ask, Duration age, Clock clock) {
        this.ask = ask;
        this.age = age;
        this.clock = clock;
    }

    /** The answer; may take the time of a call. */
    public synchronized Answer<T> get() {
        Instant now = clock.instant();
        Instant before = askedAt;
        if (before != null && Duration.between(before, now).compareTo(age) < 0) {
            return last;
        }
        askedAt = now;
        try {
            last = new Answer<>(ask.get(), null);
        } catch (SdkException e) {
            last = new Answer<>(last.value(), ReadFailure.of(e));
        }
        return last;
    }
}

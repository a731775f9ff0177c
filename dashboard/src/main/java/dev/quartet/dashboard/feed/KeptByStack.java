package dev.quartet.dashboard.feed;

import dev.quartet.exports.StackExports;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The last answers to a question about stacks, asked for once for all viewers; a stack that was deployed anew is asked about anew, as it
 * may have more to tell. Thread-safe.
 */
public final class KeptByStack<T> {
    private final Function<StackExports, T> ask;
    private final Supplier<Duration> age;
    private final Clock clock;
    private final Map<String, Entry<T>> known = new ConcurrentHashMap<>();

    private record Entry<T>(StackExports exports, Kept<T> kept) {}

    /**
     * @param age how long an answer is good enough
     */
    public KeptByStack(Function<StackExports, T> ask, Supplier<Duration> age, Clock clock) {
        this.ask = ask;
        this.age = age;
        this.clock = clock;
    }

    /** The answer about a stack; may take the time of a call. */
    public Answer<T> of(StackExports exports) {
        String key = exports.region() + " " + exports.stack() + " " + exports.endpointUrl();
        return known.compute(
                        key,
                        (stack, before) -> before != null && before.exports().equals(exports) ? before : entry(exports))
                .kept()
                .get();
    }

    private Entry<T> entry(StackExports exports) {
        return new Entry<>(exports, new Kept<>(() -> ask.apply(exports), age.get(), clock));
    }
}

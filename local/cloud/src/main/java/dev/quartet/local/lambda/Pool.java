package dev.quartet.local.lambda;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.lambda.ExecutionEnvironment.InitFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** The processes of one version, and the calls that wait for one. Guarded by the {@link Fleet}'s lock. */
final class Pool {
    final FunctionVersion version;
    final Condition changed;
    final Set<ExecutionEnvironment> alive = new HashSet<>();
    /** Most recently used first. */
    final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();

    final Deque<Failure> failures = new ArrayDeque<>();
    /** When the last call came, by {@link System#nanoTime}. */
    long usedAt;

    int starting;
    int waiters;

    Pool(FunctionVersion version, Condition changed) {
        this.version = version;
        this.changed = changed;
    }

    /**
     * Takes out the processes that have been idle for too long. One of a version stays while the function's calls go there
     * rather than elsewhere; of a version that was changed since, none does.
     */
    static List<ExecutionEnvironment> takeIdle(Collection<Pool> pools, Duration timeout) {
        var result = new ArrayList<ExecutionEnvironment>();
        long now = System.nanoTime();
        for (var pool : pools) {
            var successors = pools.stream().filter(pool::succeededBy).toList();
            boolean changed = successors.stream().anyMatch(pool::changedTo);
            while (pool.idle.size() > (successors.isEmpty() ? 1 : 0)
                    && (changed || now - pool.idle.getLast().idleSince() > timeout.toNanos())) {
                result.add(pool.idle.removeLast());
            }
        }
        return result;
    }

    /** Takes out the process of another pool that has been idle for longest, and for more than {@code spared}. */
    Optional<ExecutionEnvironment> takeFromOthers(Collection<Pool> pools, Duration spared) {
        long now = System.nanoTime();
        return pools.stream()
                .filter(pool -> pool != this && !pool.idle.isEmpty())
                .filter(pool -> now - pool.idle.getLast().idleSince() > spared.toNanos())
                // By difference: nanoTime may overflow.
                .min((a, b) -> Long.compare(
                        a.idle.getLast().idleSince() - b.idle.getLast().idleSince(), 0))
                .map(pool -> pool.idle.removeLast());
    }

    private boolean succeededBy(Pool other) {
        return other != this && other.version.arn().equals(version.arn()) && other.usedAt - usedAt > 0;
    }

    private boolean changedTo(Pool other) {
        return other.version.qualifiedArn().equals(version.qualifiedArn());
    }

    /** Returns if nobody would miss it. */
    boolean empty() {
        return alive.isEmpty() && starting == 0 && waiters == 0;
    }

    /** Why a process did not start: it failed to initialise, or could not be started at all. */
    record Failure(Optional<InitFailure> init, @Nullable AwsException exception) {
        Fleet.Lease lease() {
            if (exception != null) {
                throw exception;
            }
            return new Fleet.Lease(Optional.empty(), init);
        }
    }
}

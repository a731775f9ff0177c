package dev.quartet.local.lambda;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.lambda.ExecutionEnvironment.InitFailure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
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
    int starting;
    int waiters;

    Pool(FunctionVersion version, Condition changed) {
        this.version = version;
        this.changed = changed;
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

package dev.quartet.local.lambda;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.lambda.FunctionRegistry.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Asynchronous invocations</a>: an
 * event that fails is tried again twice, one that is throttled until it is too old; then its destination is told.
 * Thread-safe.
 */
final class AsyncInvocations implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AsyncInvocations.class);
    private static final Duration FIRST_THROTTLE_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_THROTTLE_DELAY = Duration.ofMinutes(5);
    private static final int MOST_WAITING = 10_000;

    /** AWS's waits before the second and the third try. */
    static final List<Duration> RETRY_DELAYS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private final CloudContext context;
    private final Invocations invocations;
    private final LambdaMetrics metrics;
    private final AsyncRecords records;
    private final FailureDestination destination;
    private final List<Duration> retryDelays;
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();

    AsyncInvocations(
            CloudContext context,
            Invocations invocations,
            LambdaMetrics metrics,
            AsyncRecords records,
            FailureDestination destination,
            List<Duration> retryDelays) {
        this.context = context;
        this.invocations = invocations;
        this.metrics = metrics;
        this.records = records;
        this.destination = destination;
        this.retryDelays = List.copyOf(retryDelays);
    }

    /** Is told of events that were given up without anybody configured to know. */
    @FunctionalInterface
    interface FailureDestination {
        /** @param last how the last try ended; empty when the event expired before one ran */
        void gaveUp(Target target, Event event, int tries, Optional<Answer> last);
    }

    /** Queues an event; returns its request id. Throws {@code TooManyRequestsException} when too many wait. */
    void enqueue(Target target, byte[] payload, String requestId) {
        if (!room.tryAcquire()) {
            throw new AwsException(
                    "TooManyRequestsException", 429, "Rate Exceeded: %d events wait".formatted(MOST_WAITING));
        }
        metrics.asyncReceived(target);
        var received = context.clock().millis();
        var event = new Event(requestId, target.invokedArn(), "", payload);
        var worker = Thread.ofVirtual().name("async-" + requestId).unstarted(() -> {
            try {
                deliver(target, event, received);
            } catch (InterruptedException e) {
                log.debug("event {} is dropped: the local cloud is stopping", requestId);
            } finally {
                room.release();
                workers.remove(Thread.currentThread());
            }
        });
        workers.add(worker);
        worker.start();
    }

    @Override
    public void close() {
        workers.forEach(Thread::interrupt);
    }

    private void deliver(Target target, Event event, long received) throws InterruptedException {
        Optional<Answer> last = Optional.empty();
        var throttleDelay = FIRST_THROTTLE_DELAY;
        int tries = 0;
        var config = records.config(target);
        boolean tooOld = true;
        while (context.clock().millis() - received < config.age().toMillis()) {
            try {
                metrics.asyncAge(target, (double) (context.clock().millis() - received));
                var answer = invocations
                        .run(target, event.payload(), event.requestId(), false)
                        .outcome()
                        .answer();
                tries++;
                if (!answer.failed()) {
                    records.succeeded(target, event, tries, answer);
                    return;
                }
                last = Optional.of(answer);
                if (tries > Math.min(config.retries(), retryDelays.size())) {
                    tooOld = false;
                    break;
                }
                Thread.sleep(retryDelays.get(tries - 1));
            } catch (AwsException e) {
                log.debug("event {} has to wait: {}", event.requestId(), e.getMessage());
                Thread.sleep(throttleDelay);
                throttleDelay = throttleDelay.multipliedBy(2);
                throttleDelay =
                        throttleDelay.compareTo(LONGEST_THROTTLE_DELAY) > 0 ? LONGEST_THROTTLE_DELAY : throttleDelay;
            }
        }
        metrics.asyncDropped(target);
        if (!records.failed(target, event, tries, last, tooOld)) {
            destination.gaveUp(target, event, tries, last);
        }
    }
}

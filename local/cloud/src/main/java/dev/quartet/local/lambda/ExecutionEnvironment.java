package dev.quartet.local.lambda;

import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.lambda.FunctionFaults.Harm;
import dev.quartet.local.process.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One process of a function version. It is {@code available} when it polls for an event, gets one event at a time, and is
 * killed at the time-out or when it takes more memory than it may. Thread-safe.
 */
final class ExecutionEnvironment implements AutoCloseable {
    private static final Duration TAIL_PATIENCE = Duration.ofSeconds(1);
    private static final int KILLED = 137;

    private final FunctionVersion version;
    private final FunctionLog lines;
    private final PlatformLog platform;
    private final Instant expiration;
    private final Consumer<ExecutionEnvironment> available;
    private final RuntimeApi api;
    private final LoopbackServer server;
    private final long began = System.nanoTime();
    private final CompletableFuture<Optional<InitAnswer>> started = new CompletableFuture<>();
    /** Completes once it is available for the first time: whoever is told that it started finds it there. */
    private final CompletableFuture<Boolean> offered = new CompletableFuture<>();

    private final CompletableFuture<Integer> exited = new CompletableFuture<>();
    private Optional<ChildProcess> process = Optional.empty();
    private Optional<Duration> init = Optional.empty();
    private Optional<Call> call = Optional.empty();
    private OptionalLong peakMemory = OptionalLong.empty();
    private volatile long idleSince = System.nanoTime();

    /**
     * Opens its Runtime API; the process is to be started against {@link #port} and then handed to {@link #attach}.
     *
     * @param expiration of the process's credentials
     * @param available called each time the process asks for an event
     */
    ExecutionEnvironment(
            FunctionVersion version,
            FunctionLog lines,
            PlatformLog platform,
            Instant expiration,
            Consumer<ExecutionEnvironment> available)
            throws IOException {
        this.version = version;
        this.lines = lines;
        this.platform = platform;
        this.expiration = expiration;
        this.available = available;
        this.api = new RuntimeApi(
                Duration.ofSeconds(version.timeout()),
                this::polled,
                answer -> started.complete(Optional.of(requestId -> answer)));
        this.server = LoopbackServer.startPatient(0, api);
    }

    FunctionVersion version() {
        return version;
    }

    int port() {
        return server.port();
    }

    Instant expiration() {
        return expiration;
    }

    /** Returns when it became idle, by {@link System#nanoTime}. */
    long idleSince() {
        return idleSince;
    }

    /** Completes with the exit code when the process has ended. */
    CompletableFuture<Integer> exited() {
        return exited;
    }

    /** Takes the process that was started for it. */
    void attach(ChildProcess child) {
        synchronized (this) {
            process = Optional.of(child);
        }
        // On a thread of its own: it waits for others, which the pool that tells of exits must not.
        var unused = child.exit()
                .thenAccept(
                        code -> Thread.ofVirtual().name("ended-" + child.name()).start(() -> ended(code)));
    }

    /** Waits for initialisation to end; returns how it failed, or empty when it is ready. */
    Optional<InitFailure> awaitStart(Duration patience) throws InterruptedException {
        try {
            var failure = started.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (failure.isEmpty()) {
                offered.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            }
            return failure.map(this::failedInit);
        } catch (TimeoutException e) {
            kill();
            return Optional.of(failedInit(requestId -> Answer.timedOut(requestId, version.timeout())));
        } catch (ExecutionException e) {
            throw new IllegalStateException("initialisation is never completed by an exception", e);
        }
    }

    /** Runs one event; returns after the answer, the time-out or the end of the process. */
    Outcome invoke(Event event, Harm harm) throws InterruptedException {
        lines.beginTail();
        platform.start(event.requestId());
        long start = System.nanoTime();
        var running = new Call(event, new CompletableFuture<>(), new CompletableFuture<>());
        Optional<Duration> firstInit;
        synchronized (this) {
            call = Optional.of(running);
            firstInit = init;
            init = Optional.empty();
        }
        var answer = harm instanceof Harm.Kill ? api.offer(event, this::kill) : api.offer(event);
        if (exited.isDone()) {
            api.abandon(exited.join()); // it ended just before it was given the event
        }
        Answer result;
        try {
            if (harm instanceof Harm.Kill kill) {
                killLater(answer, kill);
            }
            result = answer.get(version.timeout(), TimeUnit.SECONDS);
            if (harm instanceof Harm.Fail && !result.failed()) {
                result = Answer.injected(event.requestId());
            }
        } catch (TimeoutException e) {
            result = Answer.timedOut(event.requestId(), version.timeout());
            answer.complete(result);
            kill();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer is never completed by an exception", e);
        }
        var outcome = new Outcome(result, Duration.ofNanos(System.nanoTime() - start), firstInit);
        running.outcome().complete(outcome);
        return outcome;
    }

    private void killLater(CompletableFuture<Answer> answer, Harm.Kill harm)
            throws InterruptedException, ExecutionException {
        try {
            answer.get(harm.afterMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            kill();
        }
    }

    /** Returns the end of the last event's log, its report included. */
    String tail() throws InterruptedException {
        var last = lastCall();
        if (last.isPresent()) {
            try {
                last.get().reported().get(TAIL_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                return lines.tail(); // without the report, as the process lingers
            }
        }
        return lines.tail();
    }

    /** Kills it when it holds more memory than the function has. */
    void watchMemory() {
        var pid = pid();
        if (pid.isPresent()) {
            var size = ResidentMemory.now(pid.getAsLong());
            if (size.isPresent() && size.getAsLong() > version.memorySize()) {
                kill();
            }
        }
    }

    /** Kills the process. */
    void kill() {
        child().ifPresent(ChildProcess::kill);
    }

    /** Ends the process and its Runtime API. */
    @Override
    public void close() {
        child().ifPresentOrElse(ChildProcess::close, () -> ended(KILLED));
    }

    private void polled() {
        report(Optional.empty());
        synchronized (this) {
            if (!started.isDone()) {
                init = Optional.of(Duration.ofNanos(System.nanoTime() - began));
            }
        }
        idleSince = System.nanoTime();
        started.complete(Optional.empty());
        available.accept(this);
        offered.complete(true);
    }

    private void ended(int exitCode) {
        started.complete(Optional.of(requestId -> Answer.exited(requestId, exitCode)));
        exited.complete(exitCode);
        api.abandon(exitCode);
        report(Optional.of(exitCode));
        api.close();
        server.close();
    }

    /** Writes the report of the last event, once, when the process polls again or has ended. */
    private void report(Optional<Integer> exitCode) {
        var last = lastCall();
        if (last.isEmpty() || last.get().reported().isDone()) {
            return;
        }
        var running = last.get();
        var outcome = running.outcome().join();
        if (exitCode.isEmpty()) {
            pid().ifPresent(pid -> peakMemory = ResidentMemory.peak(pid));
        }
        platform.report(
                running.event().requestId(),
                outcome.duration(),
                outcome.init(),
                peakMemory,
                outcome.answer().errorType());
        running.reported().complete(true);
    }

    private InitFailure failedInit(InitAnswer answer) {
        var duration = Duration.ofNanos(System.nanoTime() - began);
        platform.initReport(duration, answer.to("").errorType().orElse("Runtime.Unknown"));
        return new InitFailure(this, answer, duration);
    }

    private synchronized Optional<Call> lastCall() {
        return call;
    }

    private synchronized Optional<ChildProcess> child() {
        return process;
    }

    private OptionalLong pid() {
        return child().map(child -> OptionalLong.of(child.pid())).orElse(OptionalLong.empty());
    }

    /**
     * How an invocation ended.
     *
     * @param init how long initialisation took, when this was the first after it
     */
    record Outcome(Answer answer, Duration duration, Optional<Duration> init) {}

    /** A process that never became ready. */
    record InitFailure(ExecutionEnvironment environment, InitAnswer answer, Duration duration) {
        /** Returns how an event ends that this failure met, and writes its log. */
        Outcome outcome(Event event) {
            var result = answer.to(event.requestId());
            environment.platform.start(event.requestId());
            environment.platform.report(
                    event.requestId(), duration, Optional.empty(), OptionalLong.empty(), result.errorType());
            return new Outcome(result, duration, Optional.empty());
        }
    }

    /** Why initialisation failed, to be told to the event that waited for it. */
    @FunctionalInterface
    interface InitAnswer {
        Answer to(String requestId);
    }

    /**
     * The last event.
     *
     * @param reported completes when its report is written
     */
    private record Call(Event event, CompletableFuture<Outcome> outcome, CompletableFuture<Boolean> reported) {}
}

package dev.quartet.local.lambda;

import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Arn;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.lambda.ExecutionEnvironment.Outcome;
import dev.quartet.local.lambda.FunctionRegistry.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** Calls of functions: who may, how many at once, what became of them. Thread-safe. */
final class Invocations {
    private static final int MILLIS_PER_SECOND = 1000;

    private final CloudContext context;
    private final FunctionRegistry registry;
    private final Authorizer authorizer;
    private final Fleet fleet;
    private final LambdaMetrics metrics;
    private final FunctionFaults faults;
    private final DoubleSupplier dice;

    /** @param dice routes calls of an alias with weights: uniform, from 0 (inclusive) to 1 (exclusive) */
    Invocations(
            CloudContext context,
            FunctionRegistry registry,
            Authorizer authorizer,
            Fleet fleet,
            LambdaMetrics metrics,
            FunctionFaults faults,
            DoubleSupplier dice) {
        this.context = context;
        this.registry = registry;
        this.authorizer = authorizer;
        this.fleet = fleet;
        this.metrics = metrics;
        this.faults = faults;
        this.dice = dice;
    }

    /** Returns what {@code name} means when {@code caller} may invoke it; throws {@code AccessDeniedException} else. */
    Target authorized(Caller caller, FunctionName name, Optional<String> sourceArn) {
        var conditions = new HashMap<String, String>();
        sourceArn.ifPresent(arn -> {
            conditions.put("aws:SourceArn", arn);
            var account = Arn.parse(arn).account();
            conditions.put("aws:SourceAccount", account.isEmpty() ? context.accountId() : account);
        });
        authorizer.require(new AccessRequest(
                caller,
                "lambda:InvokeFunction",
                registry.arn(name),
                Map.copyOf(conditions),
                registry.find(name).flatMap(function -> function.policy(name.qualifier()))));
        return registry.target(name, dice.getAsDouble());
    }

    /**
     * Runs one event. Throws {@code TooManyRequestsException} when it is throttled.
     *
     * @param withTail if the end of its log is wanted
     */
    Run run(Target target, byte[] payload, String requestId, boolean withTail) {
        try {
            int concurrent = target.function().enter();
            try {
                metrics.began(target, concurrent);
                return run(target, new Event(requestId, target.invokedArn(), traceId(), payload), withTail);
            } finally {
                target.function().leave();
            }
        } catch (AwsException e) {
            if (e.code().equals("TooManyRequestsException")) {
                metrics.throttled(target);
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwsException("ServiceException", 500, "interrupted while invoking " + target.invokedArn());
        }
    }

    private Run run(Target target, Event event, boolean withTail) throws InterruptedException {
        var lease = fleet.acquire(target.version());
        if (lease.environment().isPresent()) {
            var environment = lease.environment().get();
            var outcome =
                    environment.invoke(event, faults.next(target.function().name()));
            metrics.ended(target, outcome);
            return new Run(outcome, withTail ? environment.tail() : "");
        }
        var failure = lease.failure().orElseThrow();
        var outcome = failure.outcome(event);
        metrics.ended(target, outcome);
        return new Run(outcome, withTail ? failure.environment().tail() : "");
    }

    /** X-Ray's header, never sampled: nothing collects traces here. */
    private String traceId() {
        var random = UUID.randomUUID().toString().replace("-", "");
        return "Root=1-%08x-%s;Parent=%016x;Sampled=0"
                .formatted(
                        context.clock().millis() / MILLIS_PER_SECOND,
                        random.substring(0, 24),
                        ThreadLocalRandom.current().nextLong());
    }

    /**
     * A call that ran.
     *
     * @param tail the end of its log, if asked for
     */
    record Run(Outcome outcome, String tail) {
        FunctionInvoker.Result result(Target target) {
            return new FunctionInvoker.Result(
                    outcome.answer().payload(),
                    outcome.answer().failed() ? Optional.of("Unhandled") : Optional.empty(),
                    target.version().version());
        }
    }
}

package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.http.BodyTooLargeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A function as the only target of its group. Thread-safe. */
final class LambdaBackend implements Backend {
    /** Bytes of a request's body, and of the JSON that answers it. */
    static final int MOST_BYTES = 1024 * 1024;

    static final String PRINCIPAL = "elasticloadbalancing.amazonaws.com";

    private static final Logger log = LoggerFactory.getLogger(LambdaBackend.class);
    private static final int SHOWN = 300;

    private final FunctionInvoker invoker;
    private final Caller caller;
    private final String groupArn;
    private final String group;
    private final boolean several;
    private volatile @Nullable String function;

    /** @param several if events bear all values of a header ({@code lambda.multi_value_headers.enabled}) */
    LambdaBackend(FunctionInvoker invoker, String accountId, String groupArn, boolean several) {
        this.invoker = requireNonNull(invoker, "invoker is null");
        this.caller = Caller.service(PRINCIPAL, groupArn, accountId);
        this.groupArn = requireNonNull(groupArn, "groupArn is null");
        this.group = TargetGroup.suffix(groupArn);
        this.several = several;
    }

    /** Returns when the load balancer may invoke {@code functionArn}; throws {@link AwsException} else. */
    void requireInvocable(String functionArn) {
        invoker.requireInvocable(caller, functionArn, Optional.of(groupArn));
    }

    /** Makes {@code functionArn} the target; null for none. */
    void target(@Nullable String functionArn) {
        function = functionArn;
    }

    Optional<String> target() {
        return Optional.ofNullable(function);
    }

    boolean several() {
        return several;
    }

    @Override
    public void forward(Call call) throws IOException {
        var target = function;
        if (target == null) {
            Answers.own(call, 503);
            return;
        }
        call.metrics().routed(group);
        byte[] body;
        try {
            body = call.exchange().body(MOST_BYTES);
            call.received(body.length);
        } catch (BodyTooLargeException e) {
            call.metrics().lambdaUserError(group);
            Answers.own(call, 413);
            return;
        }
        var event = LambdaEvent.write(call, groupArn, body, several);
        long started = System.nanoTime();
        try {
            var answer = answer(call, target, event);
            var took = Duration.ofNanos(System.nanoTime() - started);
            call.metrics().targetAnswered(group, answer.status(), took);
            Answers.whole(call, answer.status(), answer.fields(), answer.body());
        } catch (LambdaAnswer.MalformedException e) {
            log.warn("{} answered 502 for {}: {}", target, groupArn, e.getMessage());
            call.metrics().lambdaUserError(group);
            Answers.own(call, 502);
        } catch (AwsException e) {
            log.warn("{} answered 502 for {}: {}: {}", target, groupArn, e.code(), e.getMessage());
            if (e.status() < 500) {
                call.metrics().lambdaUserError(group);
            } else {
                call.metrics().lambdaInternalError(group);
            }
            Answers.own(call, 502);
        }
    }

    private LambdaAnswer answer(Call call, String target, byte[] event) throws LambdaAnswer.MalformedException {
        var result = invoker.invoke(caller, target, event, Optional.of(groupArn));
        call.metrics().lambdaProcessed((long) event.length + result.payload().length);
        if (result.functionError().isPresent()) {
            throw new LambdaAnswer.MalformedException("the function failed: " + shown(result.payload()));
        }
        if (result.payload().length > MOST_BYTES) {
            throw new LambdaAnswer.MalformedException("its answer of %d bytes is over the limit of %d bytes"
                    .formatted(result.payload().length, MOST_BYTES));
        }
        return LambdaAnswer.parse(result.payload(), several);
    }

    private static String shown(byte[] payload) {
        return new String(payload, 0, Math.min(payload.length, SHOWN), StandardCharsets.UTF_8);
    }
}

package dev.quartet.local.lambda;

import dev.quartet.local.core.Caller;
import dev.quartet.local.core.FunctionInvoker;
import java.util.Optional;
import java.util.UUID;

/** How other services call functions. Thread-safe. */
final class Invoker implements FunctionInvoker {
    private final Invocations invocations;
    private final AsyncInvocations asynchronous;

    Invoker(Invocations invocations, AsyncInvocations asynchronous) {
        this.invocations = invocations;
        this.asynchronous = asynchronous;
    }

    @Override
    public Result invoke(Caller caller, String functionArn, byte[] payload, Optional<String> sourceArn) {
        var target = invocations.authorized(caller, FunctionName.parse(functionArn), sourceArn);
        LambdaLimits.requirePayload(payload, false);
        var requestId = UUID.randomUUID().toString();
        return invocations.run(target, payload, requestId, false).result(target);
    }

    @Override
    public String invokeAsync(Caller caller, String functionArn, byte[] payload, Optional<String> sourceArn) {
        var target = invocations.authorized(caller, FunctionName.parse(functionArn), sourceArn);
        LambdaLimits.requirePayload(payload, true);
        var requestId = UUID.randomUUID().toString();
        asynchronous.enqueue(target, payload, requestId);
        return requestId;
    }

    @Override
    public void requireInvocable(Caller caller, String functionArn, Optional<String> sourceArn) {
        var unused = invocations.authorized(caller, FunctionName.parse(functionArn), sourceArn);
    }
}

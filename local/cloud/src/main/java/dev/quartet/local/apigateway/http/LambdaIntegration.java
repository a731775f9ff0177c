package dev.quartet.local.apigateway.http;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.apigateway.shared.Template;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.FunctionInvoker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A Lambda function behind routes (AWS_PROXY). Thread-safe. */
final class LambdaIntegration implements Integration {
    /** The largest event and the largest answer of a synchronous invocation, in bytes. */
    static final int MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

    private static final Caller API_GATEWAY = Caller.service("apigateway.amazonaws.com");
    private static final int SHOWN_ERROR = 500;

    private final FunctionInvoker invoker;
    private final ExecutorService threads;
    private final Template function;
    private final Format format;
    private final Duration timeout;

    /** The payload format version. */
    enum Format {
        V1,
        V2
    }

    /**
     * Creates it.
     *
     * @param function the ARN, possibly with {@code ${stageVariables.…}} in it
     * @param threads virtual ones: an invocation outlives the request that gave up on it
     */
    LambdaIntegration(
            FunctionInvoker invoker, ExecutorService threads, String function, Format format, Duration timeout) {
        this.invoker = requireNonNull(invoker, "invoker is null");
        this.threads = requireNonNull(threads, "threads is null");
        this.function = Template.parse(function);
        this.format = requireNonNull(format, "format is null");
        this.timeout = requireNonNull(timeout, "timeout is null");
    }

    @Override
    public Reply call(Call call) {
        var event = format == Format.V2 ? EventV2.write(call) : EventV1.write(call);
        if (event.length > MAX_PAYLOAD_BYTES) {
            throw Failure.of(
                    413,
                    "the event of %d bytes is over Lambda's limit of %d bytes"
                            .formatted(event.length, MAX_PAYLOAD_BYTES));
        }
        var result = invoke(call, event);
        if (result.functionError().isPresent()) {
            throw Failure.of(500, "The Lambda function returned an error: " + shown(result.payload()));
        }
        if (result.payload().length > MAX_PAYLOAD_BYTES) {
            throw Failure.of(
                    500,
                    "the function's response of %d bytes is over Lambda's limit of %d bytes"
                            .formatted(result.payload().length, MAX_PAYLOAD_BYTES));
        }
        return format == Format.V2 ? FunctionReply.parseV2(result.payload()) : FunctionReply.parseV1(result.payload());
    }

    private FunctionInvoker.Result invoke(Call call, byte[] event) {
        var arn = function.render(new CallVariables(call), value -> value, "");
        var route = requireNonNull(call.route(), "no route");
        var source = call.stage().arn(route.key().arnSuffix(call.method()));
        var invocation = threads.submit(() -> invoker.invoke(API_GATEWAY, arn, event, Optional.of(source)));
        try {
            return invocation.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw Failure.of(
                    503, "Endpoint request timed out: no answer of %s within %d ms".formatted(arn, timeout.toMillis()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AwsException refusal
                    ? refused(refusal, arn, source)
                    : new IllegalStateException("invoking " + arn + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.of(503, "the local cloud is stopping");
        }
    }

    private static Failure refused(AwsException refusal, String arn, String source) {
        return switch (refusal.code()) {
            case "AccessDeniedException", "ResourceNotFoundException" ->
                Failure.of(
                        500,
                        ("The IAM role configured on the integration or API Gateway doesn't have permissions to call the"
                                        + " integration: %s may not be invoked for %s: %s")
                                .formatted(arn, source, refusal.getMessage()));
            case "RequestTooLargeException", "RequestEntityTooLargeException" -> Failure.of(413);
            case "TooManyRequestsException" -> Failure.of(503, "Lambda throttled " + arn + ": " + refusal.getMessage());
            default ->
                Failure.of(
                        500, "Lambda refused the invocation: %s: %s".formatted(refusal.code(), refusal.getMessage()));
        };
    }

    private static String shown(byte[] payload) {
        return new String(payload, 0, Math.min(payload.length, SHOWN_ERROR), StandardCharsets.UTF_8);
    }
}

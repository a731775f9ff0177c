package dev.quartet.local.apigateway;

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

/** A Lambda proxy integration. Thread-safe. */
final class LambdaIntegration implements Integration {
    /** The largest event and the largest answer of a synchronous invocation, in bytes. */
    static final int MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

    private static final Caller API_GATEWAY = Caller.service("apigateway.amazonaws.com");
    private static final int SHOWN_ERROR = 500;

    private final FunctionInvoker invoker;
    private final ExecutorService threads;
    private final Template function;
    private final Duration timeout;
    private final BinaryTypes binary;

    /**
     * Creates it.
     *
     * @param function the ARN, possibly with {@code ${stageVariables.…}} in it
     * @param threads virtual ones: an invocation outlives the request that gave up on it
     */
    LambdaIntegration(
            FunctionInvoker invoker, ExecutorService threads, String function, Duration timeout, BinaryTypes binary) {
        this.invoker = invoker;
        this.threads = threads;
        this.function = Template.parse(function);
        this.timeout = timeout;
        this.binary = binary;
    }

    @Override
    public ApiResponse call(ApiCall call) {
        var route = call.route();
        if (route == null) {
            throw new IllegalStateException("no route for " + call.path());
        }
        var event = ProxyEvent.write(call, route, binary);
        if (event.length > MAX_PAYLOAD_BYTES) {
            throw RequestFailure.of(GatewayResponseType.REQUEST_TOO_LARGE);
        }
        var result = invoke(call, event);
        if (result.functionError().isPresent()) {
            throw RequestFailure.integration(
                    GatewayResponseType.INTEGRATION_FAILURE,
                    502,
                    "Lambda execution failed with status 200 due to customer function error: "
                            + shown(result.payload()));
        }
        if (result.payload().length > MAX_PAYLOAD_BYTES) {
            throw RequestFailure.integration(
                    GatewayResponseType.INTEGRATION_FAILURE,
                    502,
                    "Execution failed: the function's response of %d bytes is over Lambda's limit of %d bytes"
                            .formatted(result.payload().length, MAX_PAYLOAD_BYTES));
        }
        boolean bytes = binary.admits(call.exchange().header("accept").orElse("*/*"));
        return ProxyResponse.parse(result.payload(), bytes, call.traceId());
    }

    private FunctionInvoker.Result invoke(ApiCall call, byte[] event) {
        var arn = function.render(new CallVariables(call), value -> value, "");
        var source = call.stage().sourceArn(call.exchange().method(), call.path());
        var invocation = threads.submit(() -> invoker.invoke(API_GATEWAY, arn, event, Optional.of(source)));
        try {
            return invocation.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw RequestFailure.integration(
                    GatewayResponseType.INTEGRATION_TIMEOUT,
                    504,
                    "Execution failed due to a timeout error: no answer of %s within %d ms"
                            .formatted(arn, timeout.toMillis()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AwsException refusal
                    ? refused(refusal, arn, source)
                    : new IllegalStateException("invoking " + arn + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RequestFailure.of(GatewayResponseType.INTEGRATION_FAILURE, "Service is stopping");
        }
    }

    private static RequestFailure refused(AwsException refusal, String arn, String source) {
        return switch (refusal.code()) {
            case "AccessDeniedException", "ResourceNotFoundException" ->
                RequestFailure.integration(
                        GatewayResponseType.API_CONFIGURATION_ERROR,
                        500,
                        ("Execution failed due to configuration error: Invalid permissions on Lambda function: %s may not"
                                        + " be invoked for %s: %s")
                                .formatted(arn, source, refusal.getMessage()));
            case "RequestTooLargeException", "RequestEntityTooLargeException" ->
                RequestFailure.of(GatewayResponseType.REQUEST_TOO_LARGE);
            case "TooManyRequestsException" ->
                RequestFailure.integration(
                        GatewayResponseType.INTEGRATION_FAILURE,
                        500,
                        "Execution failed due to Lambda throttling: " + refusal.getMessage());
            default ->
                RequestFailure.integration(
                        GatewayResponseType.INTEGRATION_FAILURE,
                        500,
                        "Lambda refused the invocation: %s: %s".formatted(refusal.code(), refusal.getMessage()));
        };
    }

    private static String shown(byte[] payload) {
        return new String(payload, 0, Math.min(payload.length, SHOWN_ERROR), StandardCharsets.UTF_8);
    }
}

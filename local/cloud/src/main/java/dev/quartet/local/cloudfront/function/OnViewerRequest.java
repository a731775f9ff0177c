package dev.quartet.local.cloudfront.function;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.cloudfront.config.ViewerContext;
import dev.quartet.local.cloudfront.config.ViewerFunctionException;
import dev.quartet.local.cloudfront.config.ViewerRequest;
import dev.quartet.local.cloudfront.config.ViewerRequestFunction;

/** A CloudFront function on viewer requests. */
public record OnViewerRequest(EdgeFunction function) implements ViewerRequestFunction {
    public OnViewerRequest {
        requireNonNull(function, "function is null");
    }

    @Override
    public Outcome apply(ViewerContext context, ViewerRequest request) throws ViewerFunctionException {
        var result = function.call(EventJson.viewerRequest(context, request), context.requestId());
        try {
            return ResultJson.ofViewerRequest(request, result);
        } catch (InvalidResultException e) {
            throw function.invalid(context.requestId(), String.valueOf(e.getMessage()));
        }
    }
}

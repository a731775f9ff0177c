package dev.quartet.local.cloudfront.function;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.cloudfront.config.ViewerContext;
import dev.quartet.local.cloudfront.config.ViewerFunctionException;
import dev.quartet.local.cloudfront.config.ViewerRequest;
import dev.quartet.local.cloudfront.config.ViewerResponse;
import dev.quartet.local.cloudfront.config.ViewerResponseFunction;

/** A CloudFront function on viewer responses. */
public record OnViewerResponse(EdgeFunction function) implements ViewerResponseFunction {
    public OnViewerResponse {
        requireNonNull(function, "function is null");
    }

    @Override
    public ViewerResponse apply(ViewerContext context, ViewerRequest request, ViewerResponse response)
            throws ViewerFunctionException {
        var result = function.call(EventJson.viewerResponse(context, request, response), context.requestId());
        try {
            return ResultJson.ofViewerResponse(response, result);
        } catch (InvalidResultException e) {
            throw function.invalid(context.requestId(), String.valueOf(e.getMessage()));
        }
    }
}

package dev.quartet.functions.common;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers a REST API's events: every refusal as a problem, every failure as a 500 that says no more than the request's id. */
public final class ApiFunction {
    private final Router router;
    private final Logs logs;
    private final Figures figures;
    private final Map<String, String> commonHeaders;

    /** @param commonHeaders what every response bears that says nothing else itself: with a proxy integration, API Gateway adds none, those of CORS included */
    public ApiFunction(Router router, Logs logs, Figures figures, Map<String, String> commonHeaders) {
        this.router = router;
        this.logs = logs;
        this.figures = figures;
        this.commonHeaders = Map.copyOf(commonHeaders);
    }

    /** An event's JSON in, a response's JSON out; {@code requestId} as Lambda gave it. */
    public byte[] handle(byte[] event, String requestId) {
        long start = System.nanoTime();
        logs.startRequest(requestId);
        ProxyRequest request = ProxyRequest.of(Json.object(event));
        ProxyResponse response = answer(request, requestId);
        for (Map.Entry<String, String> header : commonHeaders.entrySet()) {
            if (!response.headers().containsKey(header.getKey())) {
                response = response.with(header.getKey(), header.getValue());
            }
        }
        figures.flush();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("method", request.method());
        fields.put("resource", request.resource());
        fields.put("status", response.status());
        fields.put("microseconds", (System.nanoTime() - start) / 1_000);
        logs.info("handled", fields);
        return response.bytes();
    }

    private ProxyResponse answer(ProxyRequest request, String requestId) {
        try {
            return router.handle(request);
        } catch (ProblemException e) {
            return e.problem().response();
        } catch (RuntimeException e) {
            logs.error("failed", e);
            return Problem.of(
                            500,
                            "Internal Server Error",
                            "The request failed; its id in the logs is " + requestId + ".")
                    .response();
        }
    }
}

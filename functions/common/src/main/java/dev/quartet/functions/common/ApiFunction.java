package dev.quartet.functions.common;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers the events of APIs and load balancers: every refusal as a problem, every failure as a 500 that says no more than the request's id. */
public final class ApiFunction {
    private final Router router;
    private final Logs logs;
    private final Figures figures;
    private final Map<String, String> commonHeaders;
    private final @Nullable Clock correlated;

    /** @param commonHeaders what every response bears that says nothing else itself: with a proxy integration, API Gateway adds none, those of CORS included */
    public ApiFunction(Router router, Logs logs, Figures figures, Map<String, String> commonHeaders) {
        this(router, logs, figures, commonHeaders, null);
    }

    /** @param correlated gives the time of correlation ids (see {@link Correlation}); null if requests have none */
    public ApiFunction(
            Router router, Logs logs, Figures figures, Map<String, String> commonHeaders, @Nullable Clock correlated) {
        this.router = router;
        this.correlated = correlated;
        this.logs = logs;
        this.figures = figures;
        this.commonHeaders = Map.copyOf(commonHeaders);
    }

    /** An event's JSON in, a response's JSON out; {@code requestId} as Lambda gave it. */
    public byte[] handle(byte[] event, String requestId) {
        long start = System.nanoTime();
        logs.startRequest(requestId);
        Map<String, @Nullable Object> json = Json.object(event);
        EventFormat format = EventFormat.of(json);
        ProxyRequest request = router.located(format.read(json));
        if (correlated != null) {
            String id = Correlation.of(request.header(Correlation.HEADER), correlated);
            logs.correlate(id);
            request = request.with(Correlation.HEADER, id);
        }
        ProxyResponse response = answer(request, requestId);
        if (correlated != null) {
            response = response.with(Correlation.HEADER, Correlation.of(request));
        }
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
        if (request.caller() != null) {
            fields.put("caller", request.caller());
        }
        fields.put("microseconds", (System.nanoTime() - start) / 1_000);
        logs.info("handled", fields);
        return format.write(response);
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

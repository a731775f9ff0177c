package dev.quartet.infra.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The access log's line: one JSON object a request, with what is needed to explain a refusal, and no token. */
final class AccessLog {
    private AccessLog() {}

    static String format() {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("requestId", "$context.requestId");
        line.put("requestTime", "$context.requestTimeEpoch");
        line.put("ip", "$context.identity.sourceIp");
        line.put("user", "$context.authorizer.claims.sub");
        line.put("method", "$context.httpMethod");
        line.put("path", "$context.path");
        line.put("resource", "$context.resourcePath");
        line.put("status", "$context.status");
        line.put("responseBytes", "$context.responseLength");
        line.put("latencyMs", "$context.responseLatency");
        line.put("integrationLatencyMs", "$context.integrationLatency");
        line.put("integrationStatus", "$context.integration.status");
        line.put("errorType", "$context.error.responseType");
        line.put("integrationError", "$context.integrationErrorMessage");
        line.put("traceId", "$context.xrayTraceId");
        return JsonMapper.shared().writeValueAsString(line);
    }
}

package dev.quartet.local.apigateway;

import dev.quartet.local.core.CloudContext;
import java.util.Map;

/** What a request's context says about its stage. Immutable. */
record StageInfo(
        CloudContext cloud,
        String apiId,
        String apiName,
        String stage,
        String deploymentId,
        Map<String, String> variables) {
    StageInfo {
        variables = Map.copyOf(variables);
    }

    /** Returns the ARN that a Lambda permission's SourceArn is matched with. */
    String sourceArn(String method, String path) {
        return cloud.arn("execute-api", apiId + "/" + stage + "/" + method + path)
                .toString();
    }
}

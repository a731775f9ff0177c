package dev.quartet.local.apigateway.http;

import dev.quartet.local.core.CloudContext;
import java.util.Map;

/** What a request's context says about its stage. Immutable. */
record StageInfo(CloudContext cloud, String apiId, String stage, Map<String, String> variables) {
    /** The stage that the API's address serves without a path. */
    static final String DEFAULT = "$default";

    StageInfo {
        variables = Map.copyOf(variables);
    }

    /** Returns what stands before the path of each request: {@code /prod}, or nothing for {@code $default}. */
    String prefix() {
        return stage.equals(DEFAULT) ? "" : "/" + stage;
    }

    /** Returns {@code arn:aws:execute-api:region:account:api/stage} with {@code rest} behind it. */
    String arn(String rest) {
        return cloud.arn("execute-api", apiId + "/" + stage + "/" + rest).toString();
    }
}

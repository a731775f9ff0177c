package dev.quartet.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One microservice of architecture 3. {@code url} is its own name's, absent without a domain; load balancer and target
 * group are ARN suffixes as CloudWatch has them, only where it stands behind one.
 */
public record ServiceExports(
        ApiRef api,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String url,
        TableRef table,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String loadBalancer,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String targetGroup,
        List<FunctionRef> functions) {
    public ServiceExports {
        Checks.present("api", api);
        if (url != null) {
            Checks.url("url", url);
        }
        Checks.present("table", table);
        Checks.textOrNull("loadBalancer", loadBalancer);
        Checks.textOrNull("targetGroup", targetGroup);
        functions = Checks.list("functions", functions);
    }
}

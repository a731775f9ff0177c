package dev.quartet.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One microservice of architecture 3; the load balancer and target group, ARN suffixes as CloudWatch has them, only where it stands behind one. */
public record ServiceExports(
        ApiRef api,
        TableRef table,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String loadBalancer,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String targetGroup,
        List<FunctionRef> functions) {
    public ServiceExports {
        Checks.present("api", api);
        Checks.present("table", table);
        Checks.textOrNull("loadBalancer", loadBalancer);
        Checks.textOrNull("targetGroup", targetGroup);
        functions = Checks.list("functions", functions);
    }
}

package dev.quartet.infra.edge;

import com.pulumi.aws.cloudfront.inputs.DistributionCustomErrorResponseArgs;
import java.util.List;
import java.util.Map;

/** How many seconds the edge keeps an error whose origin says nothing of it; the bodies stay the origins' own. */
public final class ErrorCaching {
    private ErrorCaching() {}

    /** Returns the responses by status. */
    public static List<DistributionCustomErrorResponseArgs> of(Map<Integer, Integer> secondsByStatus) {
        return secondsByStatus.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(error -> DistributionCustomErrorResponseArgs.builder()
                        .errorCode(error.getKey())
                        .errorCachingMinTtl(error.getValue())
                        .build())
                .toList();
    }
}

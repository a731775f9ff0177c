package dev.quartet.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Architecture 4; load balancer and target group are the ARN suffixes that CloudWatch has as dimensions.
 *
 * @param failureQueue where events end that the publishing function could not deal with
 * @param locksTable in which a channel is locked while a release of it is published
 * @param requestsPerTarget how many requests a minute an instance is to answer: the target of the Auto Scaling group's policy
 * @param originUrl the load balancer's own address; only locally, since it is private on AWS
 */
public record UpdatesExports(
        String baseUrl,
        String distributionId,
        String releasesBucket,
        String loadBalancer,
        String targetGroup,
        String autoScalingGroupName,
        String fileSystemId,
        List<FunctionRef> functions,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable QueueRef failureQueue,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TableRef locksTable,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer requestsPerTarget,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String originUrl,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String vpcOriginId) {
    public UpdatesExports {
        Checks.url("baseUrl", baseUrl);
        Checks.text("distributionId", distributionId);
        Checks.text("releasesBucket", releasesBucket);
        Checks.text("loadBalancer", loadBalancer);
        Checks.text("targetGroup", targetGroup);
        Checks.text("autoScalingGroupName", autoScalingGroupName);
        Checks.text("fileSystemId", fileSystemId);
        functions = Checks.list("functions", functions);
        if (requestsPerTarget != null && requestsPerTarget < 1) {
            throw Checks.refused("requestsPerTarget", requestsPerTarget, "1 or more a minute");
        }
        if (originUrl != null) {
            Checks.url("originUrl", originUrl);
        }
        Checks.textOrNull("vpcOriginId", vpcOriginId);
    }
}

package dev.quartet.exports;

import java.util.List;

/** Architecture 4; load balancer and target group are the ARN suffixes that CloudWatch has as dimensions. */
public record UpdatesExports(
        String baseUrl,
        String distributionId,
        String releasesBucket,
        String loadBalancer,
        String targetGroup,
        String autoScalingGroupName,
        String fileSystemId,
        List<FunctionRef> functions) {
    public UpdatesExports {
        Checks.url("baseUrl", baseUrl);
        Checks.text("distributionId", distributionId);
        Checks.text("releasesBucket", releasesBucket);
        Checks.text("loadBalancer", loadBalancer);
        Checks.text("targetGroup", targetGroup);
        Checks.text("autoScalingGroupName", autoScalingGroupName);
        Checks.text("fileSystemId", fileSystemId);
        functions = Checks.list("functions", functions);
    }
}

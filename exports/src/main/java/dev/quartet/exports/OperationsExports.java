package dev.quartet.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the architectures share; the edge topic (us-east-1) is absent in a stack without a distribution, {@code failedRecords} are
 * bucket names, {@code billed} is absent in documents that were written before it was exported, {@code signIn} where the stack has
 * no users of its dashboard.
 */
public record OperationsExports(
        String alarmTopicArn,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String edgeAlarmTopicArn,
        String dashboardRoleArn,
        List<String> failedRecords,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BilledExports billed,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SignInExports signIn) {
    public OperationsExports {
        Checks.arn("alarmTopicArn", alarmTopicArn);
        Checks.arnOrNull("edgeAlarmTopicArn", edgeAlarmTopicArn);
        Checks.arn("dashboardRoleArn", dashboardRoleArn);
        failedRecords = Checks.list("failedRecords", failedRecords);
    }
}

package dev.quartet.exports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Architecture 2. */
public record BlogExports(
        String siteUrl,
        String distributionId,
        ApiRef api,
        String siteBucket,
        String uploadsBucket,
        String mediaBucket,
        TableRef postsTable,
        TableRef visitorsTable,
        String userPoolId,
        String userPoolClientId,
        @Nullable String daxClusterName,
        String welcomeConfigurationSet,
        QueueRef thumbnailQueue,
        QueueRef thumbnailDeadLetterQueue,
        String failedRecordsBucket,
        List<String> replicaRegions,
        List<FunctionRef> functions) {
    public BlogExports {
        Checks.url("siteUrl", siteUrl);
        Checks.text("distributionId", distributionId);
        Checks.present("api", api);
        Checks.text("siteBucket", siteBucket);
        Checks.text("uploadsBucket", uploadsBucket);
        Checks.text("mediaBucket", mediaBucket);
        Checks.present("postsTable", postsTable);
        Checks.present("visitorsTable", visitorsTable);
        Checks.text("userPoolId", userPoolId);
        Checks.text("userPoolClientId", userPoolClientId);
        Checks.textOrNull("daxClusterName", daxClusterName);
        Checks.text("welcomeConfigurationSet", welcomeConfigurationSet);
        Checks.present("thumbnailQueue", thumbnailQueue);
        Checks.present("thumbnailDeadLetterQueue", thumbnailDeadLetterQueue);
        Checks.text("failedRecordsBucket", failedRecordsBucket);
        replicaRegions = Checks.list("replicaRegions", replicaRegions);
        functions = Checks.list("functions", functions);
    }
}

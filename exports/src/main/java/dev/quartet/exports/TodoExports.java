package dev.quartet.exports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Architecture 1. {@code userFilesPrefix} is the prefix rule in words of IAM: the identity id stands in it, not the user pool's sub. */
public record TodoExports(
        ApiRef api,
        String userPoolId,
        String userPoolClientId,
        String identityPoolId,
        String userFilesBucket,
        String userFilesPrefix,
        TableRef table,
        @Nullable String daxClusterName,
        List<FunctionRef> functions) {
    public TodoExports {
        Checks.present("api", api);
        Checks.text("userPoolId", userPoolId);
        Checks.text("userPoolClientId", userPoolClientId);
        Checks.text("identityPoolId", identityPoolId);
        Checks.text("userFilesBucket", userFilesBucket);
        Checks.text("userFilesPrefix", userFilesPrefix);
        Checks.present("table", table);
        Checks.textOrNull("daxClusterName", daxClusterName);
        functions = Checks.list("functions", functions);
    }
}

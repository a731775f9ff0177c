package dev.quartet.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The exports of one stack. An architecture that the stack does not have is null here and an absent key in JSON;
 * {@code endpointUrl} is the local cloud's address and absent on AWS.
 */
public record StackExports(
        int contractVersion,
        String stack,
        String region,
        String accountId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String endpointUrl,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TodoExports todo,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BlogExports blog,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ServicesExports services,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UpdatesExports updates,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OperationsExports operations) {
    /** The version that this code writes. */
    public static final int VERSION = 1;

    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    public StackExports {
        // A breaking change keeps the old keys for one release: a reader understands its own version and the next one.
        if (contractVersion < 1 || contractVersion > VERSION + 1) {
            throw Checks.refused("contractVersion", contractVersion, "1 to " + (VERSION + 1));
        }
        Checks.text("stack", stack);
        Checks.text("region", region);
        if (accountId == null || !ACCOUNT.matcher(accountId).matches()) {
            throw Checks.refused("accountId", accountId, "12 digits");
        }
        if (endpointUrl != null) {
            Checks.url("endpointUrl", endpointUrl);
        }
    }

    /** Returns these exports as the local cloud publishes them. */
    public StackExports withEndpointUrl(String url) {
        return new StackExports(
                contractVersion, stack, region, accountId, url, todo, blog, services, updates, operations);
    }
}

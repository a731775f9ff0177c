package dev.quartet.local.cloudfront.function;

import java.util.Set;

/**
 * Headers that functions never see, and those that they may only read. Names in lower case. See <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html">restrictions</a>.
 */
final class HeaderRules {
    static final Set<String> READ_ONLY_IN_REQUESTS = Set.of("content-length", "host", "transfer-encoding", "via");
    static final Set<String> READ_ONLY_IN_RESPONSES =
            Set.of("warning", "via", "content-length", "content-encoding", "transfer-encoding");

    private static final Set<String> DISALLOWED = Set.of(
            "connection",
            "expect",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "trailer",
            "upgrade",
            "x-accel-buffering",
            "x-accel-charset",
            "x-accel-limit-rate",
            "x-accel-redirect",
            "x-amzn-auth",
            "x-amzn-errortype",
            "x-amzn-header-count",
            "x-amzn-header-order",
            "x-amzn-requestid",
            "x-cache",
            "x-forwarded-proto",
            "x-real-ip");

    private HeaderRules() {}

    static boolean disallowed(String name) {
        return DISALLOWED.contains(name)
                || name.startsWith("x-amz-cf-")
                || name.startsWith("x-amzn-cf-")
                || name.startsWith("x-edge-");
    }
}

package dev.quartet.infra.config;

import java.util.List;
import java.util.regex.Pattern;

/** The REST APIs: response cache (size in GB), throttling (requests a second, burst), allowed browser origin. */
public record ApiSettings(
        boolean cache,
        String cacheSizeGb,
        int throttleRate,
        int throttleBurst,
        String corsOrigin,
        boolean detailedMetrics,
        boolean manageAccount) {
    static final List<String> CACHE_SIZES = List.of("0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237");
    // An account starts at 10,000 a second with a burst of 5,000, and AWS raises that on request.
    private static final int MAX_RATE = 100_000;
    private static final int MAX_BURST = 50_000;
    private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[A-Za-z0-9.-]+(:\\d{1,5})?");

    static ApiSettings read(Values values) {
        int rate = values.integer("apiThrottleRate", 1, MAX_RATE).orElse(200);
        int burst = values.integer("apiThrottleBurst", 1, MAX_BURST).orElse(Math.min(MAX_BURST, rate * 2));
        return new ApiSettings(
                values.flag("apiCache", true),
                values.oneOf("apiCacheSizeGb", "0.5", CACHE_SIZES),
                rate,
                burst,
                values.matching("corsOrigin", ORIGIN, "* or one origin such as https://app.example.com")
                        .orElse("*"),
                values.flag("apiDetailedMetrics", false),
                values.flag("manageApiGatewayAccount", false));
    }
}

package dev.quartet.local.ses;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.CloudContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What SES knows, by region. Thread-safe. */
final class SesStore {
    private final CloudContext context;
    private final Map<String, SesRegion> regions = new ConcurrentHashMap<>();

    SesStore(CloudContext context) {
        this.context = context;
    }

    CloudContext context() {
        return context;
    }

    SesRegion region(String name) {
        return regions.computeIfAbsent(name, SesRegion::new);
    }

    String arn(String region, String resource) {
        return Arn.of("ses", region, context.accountId(), resource).toString();
    }
}

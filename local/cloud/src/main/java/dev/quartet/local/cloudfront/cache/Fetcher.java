package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.Distribution;
import dev.quartet.local.cloudfront.config.Origin;
import dev.quartet.local.cloudfront.config.OriginException;
import dev.quartet.local.cloudfront.config.OriginRequest;
import dev.quartet.local.cloudfront.config.OriginResponse;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks an origin, or an origin group's first and then, for what may be asked twice, its second. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 */
final class Fetcher {
    private static final Logger log = LoggerFactory.getLogger(Fetcher.class);
    private static final Set<String> TWICE = Set.of("GET", "HEAD", "OPTIONS");

    private Fetcher() {}

    static OriginResponse fetch(Distribution distribution, String target, OriginRequest request)
            throws OriginException, InterruptedException {
        var group = distribution.originGroups().get(target);
        if (group == null) {
            return origin(distribution, target).fetch(request);
        }
        var primary = origin(distribution, group.primaryId());
        var secondary = origin(distribution, group.secondaryId());
        if (!TWICE.contains(request.method())) {
            return primary.fetch(request);
        }
        try {
            var response = primary.fetch(request);
            if (!group.failoverStatusCodes().contains(response.status())) {
                return response;
            }
            closeQuietly(response);
        } catch (OriginException e) {
            log.debug("origin {} failed, asking {}", group.primaryId(), group.secondaryId(), e);
        }
        return secondary.fetch(request);
    }

    static void closeQuietly(OriginResponse response) {
        try {
            response.close();
        } catch (IOException e) {
            log.debug("an origin's answer did not close", e);
        }
    }

    private static Origin origin(Distribution distribution, String id) {
        var origin = distribution.origins().get(id);
        if (origin == null) {
            throw new IllegalStateException("distribution %s has no origin %s".formatted(distribution.id(), id));
        }
        return origin;
    }
}

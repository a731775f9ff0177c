package dev.quartet.dashboard.feed;

import static java.util.Objects.requireNonNull;

import dev.quartet.dashboard.cloudwatch.ReadFailure;
import java.time.Instant;

/** Why a region's data is older than it should be, and since when. */
public record Notice(String region, ReadFailure.Kind kind, String detail, Instant since) {
    public Notice {
        requireNonNull(region, "region is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(detail, "detail is null");
        requireNonNull(since, "since is null");
    }
}

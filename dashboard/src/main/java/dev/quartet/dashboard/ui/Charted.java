package dev.quartet.dashboard.ui;

import org.jspecify.annotations.Nullable;

/** A component that shows series, which may be downloaded. */
public interface Charted {
    /** What it shows, null while that is nothing. */
    @Nullable
    ChartModel model();
}

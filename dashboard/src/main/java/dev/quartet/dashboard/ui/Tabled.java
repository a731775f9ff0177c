package dev.quartet.dashboard.ui;

import dev.quartet.dashboard.csv.Csv;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A component that shows a table, which may be downloaded. */
public interface Tabled {
    /**
     * A table as it is shown.
     *
     * @param times it holds for: one, or start and end
     */
    record Sheet(Csv csv, List<Instant> times) {
        public Sheet {
            times = List.copyOf(times);
        }
    }

    /** What it shows, null while that is nothing. */
    @Nullable
    Sheet sheet();
}

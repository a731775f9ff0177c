package dev.quartet.dashboard.ui;

import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a chart shows.
 *
 * @param unit as quartet-format.js knows it: {@code ms}, {@code %}, or a text behind the number
 * @param top the axis' upper end, null where the values decide
 * @param threshold a line across, null where there is none
 * @param group charts of one group share crosshair and zoom
 * @param summary for those who cannot see it
 * @param empty why nothing is there, and what would fill it
 * @param trouble why a part is missing or old, null where none is
 * @param console where AWS shows the same, null where there is no such place
 */
public record ChartModel(
        String title,
        String unit,
        @Nullable Double top,
        @Nullable Double threshold,
        String group,
        Window window,
        String summary,
        String empty,
        List<Line> lines,
        @Nullable String trouble,
        @Nullable String console) {
    public ChartModel {
        lines = List.copyOf(lines);
    }

    /** A chart that nothing is wrong with, and that AWS has no page for. */
    public ChartModel(
            String title,
            String unit,
            @Nullable Double top,
            @Nullable Double threshold,
            String group,
            Window window,
            String summary,
            String empty,
            List<Line> lines) {
        this(title, unit, top, threshold, group, window, summary, empty, lines, null, null);
    }

    /** Whether the period before is shown, too. */
    boolean compares() {
        return lines.stream().anyMatch(line -> line.before() != null);
    }

    /**
     * One line.
     *
     * @param colour of the page's palette, the same for the same series on every view
     * @param stack lines of one stack lie on each other
     * @param before of the window before, moved into the shown one; null where it is not shown
     */
    public record Line(
            String id,
            String name,
            String colour,
            @Nullable String stack,
            Series series,
            @Nullable Series before) {
        /** A line without the window before. */
        public Line(String id, String name, String colour, @Nullable String stack, Series series) {
            this(id, name, colour, stack, series, null);
        }

        /** The same with the window before, moved into the shown one. */
        public Line comparedTo(Series other) {
            return new Line(id, name, colour, stack, series, other);
        }
    }
}

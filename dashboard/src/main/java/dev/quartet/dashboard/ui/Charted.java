package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.Component;
import org.jspecify.annotations.Nullable;

/** A component that shows series, which may be downloaded. */
public interface Charted {
    /** What it shows, null while that is nothing. */
    @Nullable
    ChartModel model();

    /** The command that asks CloudWatch for what {@code shown} shows; empty while that is nothing. */
    static <T extends Component & Charted> String command(T shown) {
        ChartModel model = shown.model();
        LiveView view = shown.findAncestor(LiveView.class);
        return model == null || view == null
                ? ""
                : ChartCommand.of(model, view.endpointUrl()).text();
    }
}

package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import org.jspecify.annotations.Nullable;

/** Draws a {@link TopologyModel}. */
@Tag("quartet-topology")
@JavaScript("context://elements/quartet-topology.js")
public final class Topology extends Component {
    private @Nullable TopologyModel shown;

    /** Shows the model. */
    public void show(TopologyModel model) {
        if (model.equals(shown)) {
            return;
        }
        shown = model;
        if (isAttached()) {
            getElement().executeJs("this.load($0)", Json.of(model));
        }
    }

    /** What is shown, if anything. */
    public @Nullable TopologyModel model() {
        return shown;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        if (shown != null) {
            getElement().executeJs("this.load($0)", Json.of(shown));
        }
    }
}

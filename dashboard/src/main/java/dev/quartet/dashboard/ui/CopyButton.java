package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;

/** Copies a text, in the browser alone, and says so. */
@Tag("quartet-copy")
@JavaScript("context://elements/quartet-copy.js")
public final class CopyButton extends Component {
    /** @param label what is copied: to be seen where {@code wide}, else for screen readers and on a pointer's rest */
    public CopyButton(String text, String label, boolean wide) {
        getElement()
                .setAttribute("text", text)
                .setAttribute("label", label)
                .setAttribute("done", getTranslation("copy.done"))
                .setAttribute("failed", getTranslation("copy.failed"));
        if (wide) {
            getElement().setAttribute("wide", true);
        }
    }
}

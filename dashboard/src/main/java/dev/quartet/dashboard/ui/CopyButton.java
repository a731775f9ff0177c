package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.i18n.I18NProvider;
import java.util.Map;
import org.jsoup.nodes.Element;

/** Copies a text, in the browser alone, and says so. */
@Tag(CopyButton.TAG)
@JavaScript("context://elements/quartet-copy.js")
public final class CopyButton extends Component {
    static final String TAG = "quartet-copy";

    /** @param label what is copied: to be seen where {@code wide}, else for screen readers and on a pointer's rest */
    public CopyButton(String text, String label, boolean wide) {
        attributes(text, label).forEach(getElement()::setAttribute);
        if (wide) {
            getElement().setAttribute("wide", true);
        }
    }

    /** One that is not wide, for markup on a page that has a component of this class, too. */
    public static Element markup(String text, String label) {
        Element button = new Element(TAG);
        attributes(text, label).forEach(button::attr);
        return button;
    }

    private static Map<String, String> attributes(String text, String label) {
        return Map.of(
                "text",
                text,
                "label",
                label,
                "done",
                I18NProvider.translate("copy.done"),
                "failed",
                I18NProvider.translate("copy.failed"));
    }
}

package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names with their values, and with their state in words where there is one. */
public final class Facts extends DescriptionList {
    /** How good or bad a value is; good ones look like any other. */
    public enum State {
        OK,
        WARN,
        BAD
    }

    public Facts() {
        addClassName("facts");
    }

    /** Adds a line; {@code note} follows the value in small letters. */
    public Facts line(String name, String value, State state, @Nullable String note) {
        Span text = new Span(value);
        text.addClassNames("fact", "state-" + state.name().toLowerCase(Locale.ROOT));
        Description description = new Description(text);
        if (note != null) {
            Span small = new Span(note);
            small.addClassName("fact-note");
            description.add(small);
        }
        add(new Term(name), description);
        return this;
    }

    /** Adds a line whose value is made of components. */
    public Facts line(String name, Component... values) {
        add(new Term(name), new Description(values));
        return this;
    }
}

package dev.quartet.dashboard.mails;

import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names with their values, and with their state in words where there is one. */
final class Facts extends DescriptionList {
    /** How good or bad a value is; good ones look like any other. */
    enum State {
        OK,
        WARN,
        BAD
    }

    Facts() {
        addClassName("facts");
    }

    /** Adds a line; {@code note} follows the value in small letters. */
    Facts line(String name, String value, State state, @Nullable String note) {
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
}

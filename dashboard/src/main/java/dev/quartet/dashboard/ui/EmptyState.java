package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/** Why nothing is here, and what would fill it. */
public final class EmptyState extends Div {
    /** Calls a view's {@code again()} by and by: by one timer, however often it is asked for, and not once the view was left. */
    public static final String AGAIN =
            "clearTimeout(this.again); this.again = setTimeout(() => this.isConnected && this.$server.again(), 2000)";

    public EmptyState(String title, String reason) {
        addClassName("empty");
        add(new H2(title), new Paragraph(reason));
    }
}

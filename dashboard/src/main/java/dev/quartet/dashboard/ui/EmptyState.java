package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/** Why nothing is here, and what would fill it. */
public final class EmptyState extends Div {
    public EmptyState(String title, String reason) {
        addClassName("empty");
        add(new H2(title), new Paragraph(reason));
    }
}

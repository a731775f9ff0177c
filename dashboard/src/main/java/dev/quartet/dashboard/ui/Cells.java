package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures beside each other, each below its name; without a value until one is set. */
public final class Cells extends Div {
    private final Map<String, Span> values = new LinkedHashMap<>();

    /**
     * @param key the first part of the names of their texts
     */
    public Cells(String key, List<String> names) {
        addClassName("cells");
        for (String name : names) {
            Span label = new Span(getTranslation(key + "." + name));
            label.addClassName("cell-name");
            Span value = new Span(Numbers.NONE);
            value.addClassName("cell-value");
            values.put(name, value);
            Div cell = new Div(label, value);
            cell.addClassName("cell");
            add(cell);
        }
    }

    /** Sets a value, where there is a figure of that name; null where nothing is known. */
    public void set(String name, @Nullable String text) {
        Span value = values.get(name);
        if (value != null) {
            value.setText(text == null ? Numbers.NONE : text);
        }
    }
}

package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.SerializableConsumer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A field whose words narrow what is shown, and how much is left of it. Views keep its text in their address. */
public final class WordFilter extends Div {
    /** What the text is called in an address. */
    public static final String PARAMETER = "filter";

    private final TextField field = new TextField();
    private final Span count = new Span();

    /**
     * @param label what is looked through
     * @param changed called with each new text; null for none
     * @param typed called after it where a viewer typed the text
     */
    public WordFilter(String id, String label, Runnable changed, SerializableConsumer<@Nullable String> typed) {
        addClassName("word-filter");
        field.setId(id);
        field.setPlaceholder(label);
        field.setAriaLabel(label);
        field.setClearButtonVisible(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.addValueChangeListener(event -> {
            changed.run();
            if (event.isFromClient()) {
                typed.accept(field.isEmpty() ? null : field.getValue());
            }
        });
        count.addClassName("caption");
        count.getElement().setAttribute("role", "status");
        add(field, count);
    }

    /** Shows a text that an address holds. */
    public void show(String text) {
        field.setValue(text);
    }

    /** Its words, in small letters. */
    public List<String> words() {
        return Arrays.stream(field.getValue().strip().toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Whether a text in small letters has all of the words. */
    public static boolean match(List<String> words, String text) {
        return words.stream().allMatch(text::contains);
    }

    /** Says how much is left. */
    public void tell(String text) {
        count.setText(text);
    }
}

package dev.quartet.dashboard.costs;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import dev.quartet.dashboard.cost.Compared;
import dev.quartet.dashboard.cost.Saving;
import dev.quartet.exports.StackExports;
import java.util.LinkedHashMap;
import java.util.Map;

/** All caches of the stack, and why others are missing. */
final class SavingsPanel extends Section {
    private final Div grid = new Div();
    private final Paragraph waiting = new Paragraph(getTranslation("age.none"));
    private final Map<String, SavingPanel> panels = new LinkedHashMap<>();

    SavingsPanel(StackExports exports) {
        addClassName("savings");
        grid.addClassName("savings-grid");
        waiting.addClassName("caption");
        add(new H2(getTranslation("cost.savings")), waiting, grid);
        absent(exports.todo() == null, "figure.CACHE_API.absent");
        absent(
                (exports.todo() == null || exports.todo().daxClusterName() == null)
                        && (exports.blog() == null || exports.blog().daxClusterName() == null),
                "figure.CACHE_DAX.absent");
        absent(exports.blog() == null, "figure.MAIL_SEND.absent");
        absent(exports.updates() == null, "figure.OFFLOAD_REQUESTS.absent");
    }

    private void absent(boolean absent, String key) {
        if (absent) {
            Paragraph text = new Paragraph(getTranslation(key));
            text.addClassName("absent-text");
            add(text);
        }
    }

    void show(Compared compared) {
        waiting.setVisible(false);
        for (Saving saving : compared.bill().savings()) {
            SavingPanel panel = panels.computeIfAbsent(saving.id(), id -> {
                SavingPanel made = new SavingPanel(saving);
                grid.add(made);
                return made;
            });
            panel.show(saving, compared);
        }
    }
}

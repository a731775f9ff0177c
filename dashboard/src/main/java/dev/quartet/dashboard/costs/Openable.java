package dev.quartet.dashboard.costs;

import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Span;
import dev.quartet.dashboard.cost.Compared.Pair;
import dev.quartet.dashboard.cost.Term;
import dev.quartet.dashboard.cost.Term.Measured;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.ui.CommandButton;
import dev.quartet.dashboard.ui.Numbers;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A figure that opens to its {@link Explanation}, which is made when somebody opens it: there are a hundred figures, and few are. */
final class Openable extends NativeDetails {
    private final String text;
    private final Span value = new Span(Numbers.NONE);
    private final Before before = new Before();
    private @Nullable Explanation explanation;
    private @Nullable Term shown;

    Openable(String text) {
        this.text = text;
        addClassName("openable");
        Span name = new Span(text);
        name.addClassName("openable-name");
        value.addClassName("openable-value");
        setSummary(name, before, value);
        addToggleListener(event -> explain());
    }

    /** What asks for the metrics that it was calculated from, each named by the figures that it is part of. */
    private String command() {
        CostsView view = findAncestor(CostsView.class);
        return view == null || shown == null ? "" : view.command(measured(shown));
    }

    private static Map<MetricQuery, Set<String>> measured(Term term) {
        Map<MetricQuery, Set<String>> metrics = new LinkedHashMap<>();
        for (Term leaf : term.leaves()) {
            if (leaf instanceof Measured measured) {
                measured.queries().forEach(query -> metrics.computeIfAbsent(query, key -> new LinkedHashSet<>())
                        .add(measured.name()));
            }
        }
        return metrics;
    }

    /** Shows an amount in US dollars. */
    void usd(Pair pair) {
        show(pair, term -> Money.usd(term.value(), getLocale()));
        setClassName("negative", pair.now().value() < 0);
    }

    /** Shows an amount of something else. */
    void show(Pair pair, Function<Term, String> writing) {
        Term term = pair.now();
        value.setText(writing.apply(term));
        before.show(pair, writing);
        if (!term.equals(shown)) {
            shown = term;
            explain();
        }
    }

    private void explain() {
        Term term = shown;
        if (!isOpen() || term == null) {
            return;
        }
        Explanation open = explanation;
        if (open == null) {
            open = new Explanation(new CommandButton(text, this::command));
            explanation = open;
            setContent(open);
        }
        open.show(term);
    }
}

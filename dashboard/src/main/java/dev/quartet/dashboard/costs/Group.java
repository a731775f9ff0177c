package dev.quartet.dashboard.costs;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Span;
import dev.quartet.dashboard.cost.Bill;
import dev.quartet.dashboard.cost.Compared;
import dev.quartet.dashboard.cost.Compared.Pair;
import dev.quartet.dashboard.cost.CostLine;
import dev.quartet.dashboard.cost.Term;
import dev.quartet.dashboard.cost.Term.Titled;
import dev.quartet.dashboard.ui.Numbers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The lines of one service or one architecture, with their sum; opened, it shows them, and each of them its arithmetic. */
final class Group extends NativeDetails {
    private final String title;
    private final Function<CostLine, String> naming;
    private final Span value = new Span(Numbers.NONE);
    private final Before before = new Before();
    private final Span bar = new Span();
    private final Openable month = new Openable(getTranslation("cost.month"));
    private final Div content = new Div();
    private final Map<String, Openable> lines = new LinkedHashMap<>();
    private List<CostLine> shown = List.of();
    private @Nullable Compared compared;

    Group(String title, Function<CostLine, String> naming) {
        this.title = title;
        this.naming = naming;
        addClassNames("openable", "group");
        Span name = new Span(title);
        name.addClassName("openable-name");
        value.addClassName("openable-value");
        Span scale = new Span(bar);
        scale.addClassName("group-bar");
        scale.getElement().setAttribute("aria-hidden", "true");
        month.addClassName("total");
        content.add(month);
        setSummary(name, scale, before, value);
        setContent(content);
        addToggleListener(event -> lines());
    }

    /** The sum of its lines by its name. */
    Titled sum(List<CostLine> wanted) {
        return new Titled(
                title,
                Term.sum(wanted.stream()
                        .map(line -> new Titled(naming.apply(line), line.usd()))
                        .toList()));
    }

    /**
     * Shows its lines.
     *
     * @param earlier those of the time before; null where there are none
     * @param largest sum of all groups, for the length of the bar
     */
    void show(List<CostLine> wanted, @Nullable List<CostLine> earlier, Compared both, double largest) {
        shown = List.copyOf(wanted);
        compared = both;
        lines();
        Titled sum = sum(wanted);
        Bill then = both.before();
        Pair in30Days =
                new Pair(both.bill().inMonth(sum), then == null || earlier == null ? null : then.inMonth(sum(earlier)));
        month.usd(in30Days);
        value.setText(Money.usd(in30Days.now().value(), getLocale()));
        before.show(in30Days, term -> Money.usd(term.value(), getLocale()));
        bar.getStyle().set("width", Math.round(largest > 0 ? sum.value() / largest * 100 : 0) + "%");
    }

    private void lines() {
        Compared both = compared;
        if (!isOpen() || both == null) {
            return;
        }
        for (CostLine line : shown) {
            Openable openable = lines.computeIfAbsent(line.id(), id -> {
                Openable made = new Openable(naming.apply(line));
                content.add(made);
                return made;
            });
            openable.usd(both.usd(line));
        }
    }
}

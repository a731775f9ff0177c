package dev.quartet.dashboard.costs;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.quartet.dashboard.cost.Bill;
import dev.quartet.dashboard.cost.Compared;
import dev.quartet.dashboard.cost.Compared.Pair;
import dev.quartet.dashboard.cost.Saving;
import dev.quartet.dashboard.cost.Term;
import dev.quartet.dashboard.cost.Term.Named;
import dev.quartet.dashboard.ui.Numbers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One cache: what was not done thanks to it, what that would have cost, what the cache costs itself, and what remains. */
final class SavingPanel extends Section {
    private final Span badge = new Span(Numbers.NONE);
    private final Map<String, Openable> units = new LinkedHashMap<>();
    private final Div spared = new Div();
    private final Openable avoided = new Openable(getTranslation("cost.avoided"));
    private final Openable own = new Openable(getTranslation("cost.own"));
    private final Openable net = new Openable(getTranslation("cost.net"));
    private final Openable month = new Openable(getTranslation("cost.net.month"));

    SavingPanel(Saving saving) {
        addClassNames("panel", "saving");
        setId("saving-" + saving.id());
        badge.addClassNames("badge", "state-quiet");
        Div line = new Div(new H3(getTranslation("cost.saving." + saving.id())), badge);
        line.addClassName("panel-line");
        Paragraph caption = new Paragraph(getTranslation("cost.saving." + saving.id() + ".how"));
        caption.addClassName("caption");
        add(line, caption);
        add(spared);
        net.addClassName("total");
        month.addClassName("total");
        add(avoided, own, net, month);
    }

    void show(Saving saving, Compared compared) {
        // Some are known only once there was traffic, and no more when there was none.
        units.values().forEach(openable -> openable.setVisible(false));
        for (Saving.Unit unit : saving.units()) {
            Openable openable = units.computeIfAbsent(unit.key(), this::openable);
            openable.setVisible(true);
            openable.show(compared.of(saving, each -> each.unit(unit.key())), amount -> written(unit.key(), amount));
        }
        avoided.usd(compared.of(saving, each -> Optional.of(each.avoided())));
        own.usd(compared.of(saving, each -> Optional.of(each.own())));
        Pair remains = compared.of(saving, each -> Optional.of(each.net()));
        net.usd(remains);
        month.usd(inMonth(compared, remains));
        boolean pays = remains.now().value() >= 0;
        badge.setClassName("badge state-" + (pays ? "ok" : "warn"));
        badge.setText(getTranslation(pays ? "cost.pays" : "cost.pays.not"));
    }

    private Openable openable(String key) {
        Openable openable = new Openable(getTranslation("cost.spared." + key));
        spared.add(openable);
        return openable;
    }

    private String written(String unit, Term amount) {
        String count = Numbers.count(amount.value(), getLocale());
        return unit.equals("bytes") ? count + "B" : count;
    }

    private static Pair inMonth(Compared compared, Pair net) {
        Bill earlier = compared.before();
        Term before = net.before();
        return new Pair(
                compared.bill().inMonth(new Named("net", net.now())),
                earlier == null || before == null ? null : earlier.inMonth(new Named("net", before)));
    }
}

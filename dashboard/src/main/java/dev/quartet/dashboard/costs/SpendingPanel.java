package dev.quartet.dashboard.costs;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import dev.quartet.dashboard.cost.Bill;
import dev.quartet.dashboard.cost.Compared;
import dev.quartet.dashboard.cost.CostLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is spent in 30 days at this rate, by services or by architectures, the dearest first. */
final class SpendingPanel extends Section {
    private final Function<CostLine, String> key;
    private final Function<String, String> title;
    private final Function<CostLine, String> naming;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Div list = new Div();

    /**
     * @param name the last part of the name of its text
     * @param key by which lines belong together
     * @param title of a key
     * @param naming of a line within its group
     */
    SpendingPanel(
            String name,
            Function<CostLine, String> key,
            Function<String, String> title,
            Function<CostLine, String> naming) {
        this.key = key;
        this.title = title;
        this.naming = naming;
        addClassNames("panel", "spending");
        setId("spending-" + name);
        Paragraph caption = new Paragraph(getTranslation("cost.spending.how"));
        caption.addClassName("caption");
        add(new H3(getTranslation("cost.spending." + name)), caption, list);
    }

    void show(Compared compared) {
        Map<String, List<CostLine>> byKey = byKey(compared.bill());
        Bill earlier = compared.before();
        Map<String, List<CostLine>> before = earlier == null ? Map.of() : byKey(earlier);
        List<String> keys = byKey.keySet().stream()
                .sorted((one, other) -> Double.compare(sum(byKey, other), sum(byKey, one)))
                .toList();
        double largest = keys.isEmpty() ? 0 : sum(byKey, keys.getFirst());
        byKey.forEach((name, lines) -> groups.computeIfAbsent(name, fresh -> new Group(title.apply(fresh), naming))
                .show(lines, before.get(name), compared, largest));
        // Each to its place, from the first on. Appended one after the other they end up in another order: the
        // browser's side of Flow places children when all moves are known, behind a neighbour that itself may move.
        for (int i = 0; i < keys.size(); i++) {
            list.addComponentAtIndex(i, Objects.requireNonNull(groups.get(keys.get(i))));
        }
    }

    private Map<String, List<CostLine>> byKey(Bill bill) {
        return bill.lines().stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }

    private static double sum(Map<String, List<CostLine>> byKey, String name) {
        return byKey.getOrDefault(name, List.of()).stream()
                .mapToDouble(line -> line.usd().value())
                .sum();
    }
}

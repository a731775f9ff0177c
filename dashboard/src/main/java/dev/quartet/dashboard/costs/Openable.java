package dev.quartet.dashboard.costs;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.quartet.dashboard.cost.Term;
import dev.quartet.dashboard.cost.Term.Calculated;
import dev.quartet.dashboard.cost.Term.Measured;
import dev.quartet.dashboard.cost.Term.Named;
import dev.quartet.dashboard.cost.Term.Priced;
import dev.quartet.dashboard.cost.Term.Stated;
import dev.quartet.dashboard.cost.Term.Titled;
import dev.quartet.dashboard.metric.Metric.Namespace;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.ui.CommandButton;
import dev.quartet.dashboard.ui.Facts;
import dev.quartet.dashboard.ui.Numbers;
import dev.quartet.exports.prices.Price;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A figure that opens to its arithmetic: the formula, the same with its numbers, and where each of them comes from. */
final class Openable extends NativeDetails {
    /** Resources are named up to this many. */
    private static final int NAMED = 3;

    private final Span name = new Span();
    private final Span value = new Span(Numbers.NONE);
    private final Paragraph names = new Paragraph();
    private final Paragraph numbers = new Paragraph();
    private final Div numbersOf = new Div();
    private final Div pricesOf = new Div();
    private final Arithmetic arithmetic;
    private final CommandButton command;
    private @Nullable Term shown;
    private List<Priced> pricesShown = List.of();

    Openable(String text) {
        arithmetic = new Arithmetic(this::getTranslation, getLocale());
        addClassName("openable");
        name.setText(text);
        name.addClassName("openable-name");
        value.addClassName("openable-value");
        names.addClassName("openable-names");
        numbers.addClassName("openable-numbers");
        setSummary(name, value);
        addToggleListener(event -> {
            Term term = shown;
            if (event.isOpened() && term != null) {
                explain(term);
            }
        });
        command = new CommandButton(text, this::command);
        setContent(new Div(names, numbers, numbersOf, command, pricesOf));
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
    void usd(Term term) {
        show(Money.usd(term.value(), getLocale()), term);
        setClassName("negative", term.value() < 0);
    }

    /** Shows an amount of something else. */
    void show(String text, Term term) {
        value.setText(text);
        if (term.equals(shown)) {
            return;
        }
        Term before = shown;
        shown = term;
        command.setVisible(!measured(term).isEmpty());
        names.setText(arithmetic.names(term));
        numbers.setText("= " + arithmetic.numbers(term) + " = " + Money.exact(term.value(), getLocale()));
        if (before == null || isOpen()) {
            explain(term);
        }
    }

    /** Links stay as long as the prices do: one of them may have the focus. */
    private void explain(Term term) {
        numbersOf.removeAll();
        numbersOf.add(facts(term));
        List<Priced> priced = term.leaves().stream()
                .filter(Priced.class::isInstance)
                .map(Priced.class::cast)
                .toList();
        if (!priced.equals(pricesShown)) {
            pricesShown = priced;
            Facts facts = new Facts();
            priced.forEach(price -> price(facts, price));
            pricesOf.removeAll();
            pricesOf.add(facts);
        }
    }

    private Facts facts(Term term) {
        Facts facts = new Facts();
        for (Term leaf : term.leaves()) {
            switch (leaf) {
                case Measured measured -> measured(facts, measured);
                case Stated stated ->
                    facts.line(
                            getTranslation("cost.stated." + stated.key()),
                            Money.exact(stated.value(), getLocale()),
                            Facts.State.OK,
                            getTranslation("cost.ground." + stated.ground()));
                case Named named ->
                    facts.line(
                            getTranslation("cost.named." + named.key()),
                            Money.exact(named.value(), getLocale()),
                            Facts.State.OK,
                            getTranslation("cost.named.elsewhere"));
                case Titled titled ->
                    facts.line(
                            titled.title(),
                            Money.exact(titled.value(), getLocale()),
                            Facts.State.OK,
                            getTranslation("cost.named.elsewhere"));
                case Priced priced -> {} // Below all of these.
                case Calculated calculated -> throw new IllegalStateException("no leaf: " + calculated);
            }
        }
        return facts;
    }

    private void measured(Facts facts, Measured measured) {
        String note =
                switch (measured.report()) {
                    case COUNTED -> origin(measured.queries());
                    case NOTHING -> getTranslation("cost.unreported") + " " + origin(measured.queries());
                    case REFUSED -> getTranslation("cost.refused") + " " + origin(measured.queries());
                };
        facts.line(measured.name(), Money.exact(measured.value(), getLocale()), Facts.State.OK, note);
    }

    /** Such as {@code AWS/DAX, ClusterId: quartet-dev-dax}. */
    private String origin(List<MetricQuery> queries) {
        List<String> resources = queries.stream()
                .map(query -> String.join(" ", query.dimensionValues()))
                .distinct()
                .toList();
        String namespaces = queries.stream()
                .map(query -> query.metric().namespace())
                .distinct()
                .map(Openable::dimensions)
                .distinct()
                .collect(Collectors.joining("; "));
        String some = resources.stream().limit(NAMED).collect(Collectors.joining(", "));
        return namespaces + ": "
                + (resources.size() > NAMED ? getTranslation("cost.more", some, resources.size() - NAMED) : some);
    }

    private static String dimensions(Namespace namespace) {
        return namespace.awsName() + " " + String.join(", ", namespace.dimensions());
    }

    private void price(Facts facts, Priced priced) {
        Price price = priced.price();
        Span amount = new Span(Money.exact(price.usd(), getLocale()) + "\u00a0USD");
        amount.addClassName("fact");
        Span note = new Span(Prices.note(price, this::getTranslation) + " ");
        note.addClassName("fact-note");
        Anchor source = new Anchor(price.source().toString(), getTranslation("cost.source"));
        source.setTarget(AnchorTarget.BLANK);
        source.getElement().setAttribute("rel", "noopener noreferrer");
        note.add(source);
        facts.line(getTranslation("cost.price", arithmetic.unit(priced)), amount, note);
    }
}

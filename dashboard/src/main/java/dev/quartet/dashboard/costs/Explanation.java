package dev.quartet.dashboard.costs;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
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
import dev.quartet.exports.prices.Price;
import java.util.List;
import java.util.stream.Collectors;

/** The arithmetic of a figure: its formula, the same with its numbers, and where each of them comes from. */
final class Explanation extends Div {
    /** Resources are named up to this many. */
    private static final int NAMED = 3;

    private final Paragraph names = new Paragraph();
    private final Paragraph numbers = new Paragraph();
    private final Div numbersOf = new Div();
    private final Div pricesOf = new Div();
    private final Arithmetic arithmetic = new Arithmetic(this::getTranslation, getLocale());
    private final CommandButton command;
    private List<Priced> pricesShown = List.of();

    /**
     * @param command asks for what was measured
     */
    Explanation(CommandButton command) {
        this.command = command;
        names.addClassName("openable-names");
        numbers.addClassName("openable-numbers");
        add(names, numbers, numbersOf, command, pricesOf);
    }

    /** Shows the term. Links stay as long as the prices do: one of them may have the focus. */
    void show(Term term) {
        command.setVisible(term.leaves().stream().anyMatch(Measured.class::isInstance));
        names.setText(arithmetic.names(term));
        numbers.setText("= " + arithmetic.numbers(term) + " = " + Money.exact(term.value(), getLocale()));
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
                .map(Explanation::dimensions)
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

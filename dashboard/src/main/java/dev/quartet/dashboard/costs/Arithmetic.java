package dev.quartet.dashboard.costs;

import dev.quartet.dashboard.cost.Term;
import dev.quartet.dashboard.cost.Term.Calculated;
import dev.quartet.dashboard.cost.Term.Measured;
import dev.quartet.dashboard.cost.Term.Named;
import dev.quartet.dashboard.cost.Term.Operator;
import dev.quartet.dashboard.cost.Term.Priced;
import dev.quartet.dashboard.cost.Term.Stated;
import dev.quartet.dashboard.cost.Term.Titled;
import dev.quartet.dashboard.ui.Words;
import java.util.Locale;
import java.util.function.Function;

/** Writes terms: in names, and with the numbers put in. */
record Arithmetic(Words words, Locale locale) {
    private static final int SUM = 1;
    private static final int PRODUCT = 2;
    private static final int WHOLE = 3;

    private record Text(String text, int binding) {}

    /** Such as {@code Invocations × price of 1,000,000 requests}. */
    String names(Term term) {
        return write(term, this::name).text();
    }

    /** Such as {@code 1,240 × 0.2 / 1,000,000}. */
    String numbers(Term term) {
        return write(term, this::number).text();
    }

    private Text write(Term term, Function<Term, Text> leaf) {
        if (!(term instanceof Calculated calculated)) {
            return leaf.apply(term);
        }
        Operator operator = calculated.operator();
        int binding = operator == Operator.PLUS || operator == Operator.MINUS ? SUM : PRODUCT;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < calculated.terms().size(); i++) {
            Text part = write(calculated.terms().get(i), leaf);
            boolean second = i > 0 && (operator == Operator.MINUS || operator == Operator.OVER);
            boolean enclosed = part.binding() < binding || (second && part.binding() == binding);
            text.append(i == 0 ? "" : sign(operator)).append(enclosed ? "(" + part.text() + ")" : part.text());
        }
        return new Text(text.toString(), binding);
    }

    private static String sign(Operator operator) {
        return switch (operator) {
            case PLUS -> " + ";
            case MINUS -> " − ";
            case TIMES -> " × ";
            case OVER -> " / ";
        };
    }

    private Text name(Term leaf) {
        return switch (leaf) {
            case Measured measured ->
                new Text(
                        measured.name(),
                        measured.name().contains(" + ") && !measured.name().startsWith("Σ") ? SUM : WHOLE);
            case Priced priced -> new Text(words.of("cost.price", unit(priced)), WHOLE);
            case Stated stated -> new Text(words.of("cost.stated." + stated.key()), WHOLE);
            case Named named -> new Text(words.of("cost.named." + named.key()), WHOLE);
            case Titled titled -> new Text(titled.title(), WHOLE);
            case Calculated calculated -> write(calculated, this::name);
        };
    }

    private Text number(Term leaf) {
        if (leaf instanceof Priced priced) {
            String usd = Money.exact(priced.price().usd(), locale);
            return priced.price().per() == 1
                    ? new Text(usd, WHOLE)
                    : new Text(usd + " / " + Money.exact(priced.price().per(), locale), PRODUCT);
        }
        String number = Money.exact(leaf.value(), locale);
        return new Text(number, leaf.value() < 0 ? SUM : WHOLE);
    }

    /** Such as {@code 1,000,000 requests}. */
    String unit(Priced priced) {
        return words.of(
                "cost.unit." + priced.price().unit(), Money.exact(priced.price().per(), locale));
    }
}

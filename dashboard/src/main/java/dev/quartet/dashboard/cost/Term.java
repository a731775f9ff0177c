package dev.quartet.dashboard.cost;

import static java.util.Objects.requireNonNull;

import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.exports.prices.Price;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A number that knows where it comes from: what is shown as its arithmetic is what it was calculated by. Immutable. */
public sealed interface Term {
    /** What it amounts to. */
    double value();

    /**
     * What CloudWatch counted in the range.
     *
     * @param name AWS's names of the metrics, or a formula of them
     * @param report whether there was anything; where there was nothing, it counts as 0
     */
    record Measured(String name, List<MetricQuery> queries, double value, Report report) implements Term {
        public Measured {
            requireNonNull(name, "name is null");
            queries = List.copyOf(queries);
        }
    }

    /** What CloudWatch said. */
    enum Report {
        COUNTED,
        NOTHING,
        /** It refused some of it. */
        REFUSED
    }

    /** A price for one. */
    record Priced(Price price) implements Term {
        @Override
        public double value() {
            return price.each();
        }
    }

    /** A number that nobody measured: {@code key} is the last part of the name of the text that says what it is. */
    record Stated(String key, double value, Ground ground) implements Term {}

    /** Where a number comes from that nobody measured. */
    enum Ground {
        /** The stack's exports say so. */
        EXPORTED,
        /** The exports do not say; it is taken for what it usually is. */
        ASSUMED,
        /** The clock, or what was asked for. */
        COUNTED,
        /** What the dashboard itself did since it was started. */
        SELF,
        /** What it did in the last minutes. */
        LATELY,
        /** A rule of AWS, or of arithmetic. */
        FIXED
    }

    /** A term that has an arithmetic of its own elsewhere; {@code key} is the last part of the name of its text. */
    record Named(String key, Term of) implements Term {
        @Override
        public double value() {
            return of.value();
        }
    }

    /** The same by a name that is no text of the pages: of a service, or of an architecture. */
    record Titled(String title, Term of) implements Term {
        @Override
        public double value() {
            return of.value();
        }
    }

    /** What is done with terms. */
    enum Operator {
        PLUS,
        MINUS,
        TIMES,
        OVER
    }

    /** The terms' sum, product, or the first less or over the others. */
    record Calculated(Operator operator, List<Term> terms) implements Term {
        public Calculated {
            terms = List.copyOf(terms);
            if (terms.isEmpty()) {
                throw new IllegalArgumentException(operator + " of nothing");
            }
        }

        @Override
        public double value() {
            double result = terms.getFirst().value();
            for (Term term : terms.subList(1, terms.size())) {
                result = switch (operator) {
                    case PLUS -> result + term.value();
                    case MINUS -> result - term.value();
                    case TIMES -> result * term.value();
                    case OVER -> result / term.value();
                };
            }
            return result;
        }
    }

    /** The sum of terms; a single one stays what it is. */
    static Term sum(List<? extends Term> terms) {
        return terms.size() == 1 ? terms.getFirst() : new Calculated(Operator.PLUS, List.copyOf(terms));
    }

    default Term times(Term... others) {
        return with(Operator.TIMES, others);
    }

    default Term over(Term other) {
        return with(Operator.OVER, other);
    }

    default Term minus(Term other) {
        return with(Operator.MINUS, other);
    }

    private Term with(Operator operator, Term... others) {
        List<Term> terms = new ArrayList<>();
        terms.add(this);
        terms.addAll(Arrays.asList(others));
        return new Calculated(operator, terms);
    }

    /** All terms that it consists of and that consist of none, in their order. */
    default List<Term> leaves() {
        return this instanceof Calculated calculated
                ? calculated.terms().stream()
                        .flatMap(term -> term.leaves().stream())
                        .distinct()
                        .toList()
                : List.of(this);
    }
}

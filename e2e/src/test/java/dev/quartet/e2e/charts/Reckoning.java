package dev.quartet.e2e.charts;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Calculates lines from what CloudWatch answered.
 *
 * @param frame of what is shown
 * @param perTarget requests a minute that an instance is to answer
 */
public record Reckoning(Resources resources, Map<Asked, Buckets> answers, Frame frame, double perTarget) {
    /** What a chart shows, in seconds: buckets from {@code from} up to {@code to}; those from {@code settled} on may change. */
    public record Frame(long from, long to, long settled, long period) {}

    /** Returns the line's values; those of one number are a single bucket. */
    public Buckets of(Line line) {
        return of(line.formula(), line);
    }

    private Buckets of(Formula formula, Line line) {
        return switch (formula) {
            case Formula.Metric metric -> sum(parts(metric, line));
            case Formula.Call call -> call(call.function(), call.arguments(), line);
            case Formula.Constant constant -> throw new IllegalArgumentException(constant + " is no series");
        };
    }

    private List<Buckets> parts(Formula.Metric metric, Line line) {
        return line.asked(metric, resources).map(this::answer).toList();
    }

    private Buckets answer(Asked asked) {
        var answer = answers.get(asked);
        if (answer == null) {
            throw new AssertionError("nobody asked for " + asked);
        }
        return answer;
    }

    private static Buckets sum(List<Buckets> parts) {
        return parts.stream().reduce(Buckets.none(), (a, b) -> a.merge(b, Double::sum));
    }

    private Buckets call(String function, List<Formula> arguments, Line line) {
        if (function.equals("weighted") || function.equals("weights")) {
            return weighted(arguments, line, function.equals("weighted"));
        }
        var first = of(arguments.getFirst(), line);
        return switch (function) {
            case "sum" ->
                sum(arguments.stream().map(argument -> of(argument, line)).toList());
            case "max" ->
                parts((Formula.Metric) arguments.getFirst(), line).stream()
                        .reduce(Buckets.none(), (a, b) -> a.merge(b, Math::max));
            case "rate" -> first.map(value -> value * 60 / frame.period());
            case "second" -> first.map(value -> value / frame.period());
            case "times" -> first.map(value -> value * ((Formula.Constant) arguments.getLast()).value());
            case "zero" -> first.merge(of(arguments.getLast(), line).map(value -> 0), (value, zero) -> value);
            case "ratio" -> ratio(first, of(arguments.getLast(), line));
            case "saved" -> first.map(share -> Math.max(0, 1 - share));
            case "instances" -> first.map(rate -> Math.max(1, Math.ceil(rate / perTarget)));
            case "settled" -> first.before(frame.settled());
            case "total" -> one(first, 1);
            case "span" -> one(first, (double) (frame.to() - frame.from()));
            default -> throw new IllegalArgumentException("no function " + function);
        };
    }

    /** What the second has without the first counts as 0 of it. */
    private static Buckets ratio(Buckets top, Buckets below) {
        return top.merge(below.map(value -> 0), (value, zero) -> value)
                .both(below, (a, b) -> b == 0 ? Double.NaN : a / b)
                .defined();
    }

    private Buckets one(Buckets all, double divisor) {
        var result = new TreeMap<Long, Double>();
        if (!all.values().isEmpty()) {
            result.put(frame.from(), all.total() / divisor);
        }
        return new Buckets(result);
    }

    private Buckets weighted(List<Formula> arguments, Line line, boolean product) {
        var rates = parts((Formula.Metric) arguments.getFirst(), line);
        var weights = parts((Formula.Metric) arguments.getLast(), line);
        var sum = Buckets.none();
        for (int i = 0; i < rates.size(); i++) {
            sum = sum.merge(
                    rates.get(i).both(weights.get(i), (rate, weight) -> product ? rate / 100 * weight : weight),
                    Double::sum);
        }
        return sum;
    }
}

package dev.quartet.local.cloudwatch;

import dev.quartet.local.core.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;

/**
 * Evaluates a metric math expression: numbers, ids, {@code + - * / ^}, comparisons, {@code AND OR}, and the functions that
 * {@link #FUNCTIONS} names. An unknown function is an error. See
 * <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html">metric math</a>.
 */
final class MetricMath {
    private static final List<String> FUNCTIONS =
            List.of("ABS", "AVG", "CEIL", "FILL", "FLOOR", "IF", "MAX", "METRICS", "MIN", "PERIOD", "RATE", "SUM");

    /** The result of a part: one number, one series or an array of series. */
    private sealed interface Value {
        record Scalar(double value) implements Value {}

        record One(Datapoints points) implements Value {}

        record Many(List<Datapoints> series) implements Value {}
    }

    private final List<String> tokens;
    private final Function<String, Datapoints> metrics;
    private final List<Datapoints> all;
    private int position;

    private MetricMath(String expression, Function<String, Datapoints> metrics, List<Datapoints> all) {
        this.tokens = MetricMathTokens.of(expression);
        this.metrics = metrics;
        this.all = List.copyOf(all);
    }

    /**
     * Evaluates {@code expression} to a series.
     *
     * @param metrics looks an id up; throws for an unknown one
     * @param all the query's plain metrics, for {@code METRICS()}
     */
    static Datapoints evaluate(String expression, Function<String, Datapoints> metrics, List<Datapoints> all) {
        var parser = new MetricMath(expression, metrics, all);
        var value = parser.logical();
        if (!parser.peek().isEmpty()) {
            throw invalid("unexpected '" + parser.peek() + "'");
        }
        if (value instanceof Value.One one) {
            return one.points();
        }
        throw invalid("the expression must give one time series");
    }

    private Value logical() {
        var left = comparison();
        while (true) {
            if (take("AND") || take("&&")) {
                left = apply(left, comparison(), (a, b) -> a != 0 && b != 0 ? 1 : 0);
            } else if (take("OR") || take("||")) {
                left = apply(left, comparison(), (a, b) -> a != 0 || b != 0 ? 1 : 0);
            } else {
                return left;
            }
        }
    }

    private Value comparison() {
        var left = sum();
        for (var entry : COMPARISONS.entrySet()) {
            if (take(entry.getKey())) {
                return apply(left, sum(), entry.getValue());
            }
        }
        return left;
    }

    private Value sum() {
        var left = product();
        while (true) {
            if (take("+")) {
                left = apply(left, product(), Double::sum);
            } else if (take("-")) {
                left = apply(left, product(), (a, b) -> a - b);
            } else {
                return left;
            }
        }
    }

    private Value product() {
        var left = power();
        while (true) {
            if (take("*")) {
                left = apply(left, power(), (a, b) -> a * b);
            } else if (take("/")) {
                left = apply(left, power(), (a, b) -> a / b);
            } else {
                return left;
            }
        }
    }

    private Value power() {
        var base = unary();
        return take("^") ? apply(base, power(), Math::pow) : base;
    }

    private Value unary() {
        return take("-") ? apply(new Value.Scalar(0), unary(), (a, b) -> a - b) : primary();
    }

    private Value primary() {
        if (take("(")) {
            var inner = logical();
            expect(")");
            return inner;
        }
        if (take("[")) {
            var members = new ArrayList<Datapoints>();
            do {
                members.addAll(seriesOf(logical()));
            } while (take(","));
            expect("]");
            return new Value.Many(members);
        }
        var token = next();
        if (!token.isEmpty() && (Character.isDigit(token.charAt(0)) || token.charAt(0) == '.')) {
            return new Value.Scalar(Double.parseDouble(token));
        }
        if (take("(")) {
            return call(token.toUpperCase(Locale.ROOT));
        }
        if (token.isEmpty() || !Character.isLetter(token.charAt(0))) {
            throw invalid("unexpected '" + token + "'");
        }
        return new Value.One(metrics.apply(token));
    }

    private Value call(String function) {
        var arguments = new ArrayList<Value>();
        var repeat = false;
        while (!take(")")) {
            if (function.equals("FILL") && arguments.size() == 1 && take("REPEAT")) {
                repeat = true;
            } else {
                arguments.add(logical());
            }
            if (!peek().equals(")")) {
                expect(",");
            }
        }
        if (function.equals("METRICS") && arguments.isEmpty()) {
            return new Value.Many(all);
        }
        if (arguments.isEmpty()) {
            throw invalid(function + " needs an argument");
        }
        var first = arguments.get(0);
        return switch (function) {
            case "ABS" -> map(first, Math::abs);
            case "CEIL" -> map(first, Math::ceil);
            case "FLOOR" -> map(first, Math::floor);
            case "PERIOD" -> new Value.Scalar(one(first).period());
            case "RATE" -> new Value.One(rate(one(first)));
            case "SUM" -> reduce(first, Double::sum, false);
            case "AVG" -> reduce(first, Double::sum, true);
            case "MAX" -> reduce(first, Math::max, false);
            case "MIN" -> reduce(first, Math::min, false);
            case "FILL" -> new Value.One(fill(one(first), repeat, arguments));
            case "IF" -> condition(arguments);
            default ->
                throw invalid("the local cloud does not know the function %s, only %s".formatted(function, FUNCTIONS));
        };
    }

    private static Value condition(List<Value> arguments) {
        if (arguments.size() != 3) {
            throw invalid("IF needs three arguments");
        }
        var test = arguments.get(0);
        var yes = apply(test, arguments.get(1), (condition, value) -> condition != 0 ? value : Double.NaN);
        var no = apply(test, arguments.get(2), (condition, value) -> condition == 0 ? value : Double.NaN);
        if (yes instanceof Value.Scalar scalar) {
            return Double.isNaN(scalar.value()) ? no : yes;
        }
        var joined = new TreeMap<>(one(no).values());
        joined.putAll(one(yes).values());
        return new Value.One(new Datapoints(one(yes).period(), joined));
    }

    private Datapoints fill(Datapoints series, boolean repeat, List<Value> arguments) {
        if (!repeat && !(arguments.size() == 2 && arguments.get(1) instanceof Value.Scalar)) {
            throw invalid("FILL needs a number or REPEAT");
        }
        var result = new TreeMap<Long, Double>();
        Double last = null;
        var moments = new TreeSet<>(series.values().keySet());
        all.forEach(other -> moments.addAll(other.values().keySet()));
        for (var at : moments) {
            var value = series.values().get(at);
            if (value == null) {
                value = repeat ? last : Double.valueOf(((Value.Scalar) arguments.get(1)).value());
            }
            if (value != null) {
                result.put(at, value);
                last = value;
            }
        }
        return new Datapoints(series.period(), result);
    }

    private static Datapoints rate(Datapoints series) {
        var result = new TreeMap<Long, Double>();
        Map.@org.jspecify.annotations.Nullable Entry<Long, Double> before = null;
        for (var entry : series.values().entrySet()) {
            if (before != null) {
                result.put(entry.getKey(), (entry.getValue() - before.getValue()) / (entry.getKey() - before.getKey()));
            }
            before = entry;
        }
        return new Datapoints(series.period(), result);
    }

    /** Over an array: one series, bucket by bucket over those that have data. Over one series: one number. */
    private static Value reduce(Value value, DoubleBinaryOperator operator, boolean mean) {
        if (value instanceof Value.One one) {
            var values = one.points().values().values();
            double total = values.stream()
                    .mapToDouble(Double::doubleValue)
                    .reduce(operator)
                    .orElse(Double.NaN);
            return new Value.Scalar(mean ? total / values.size() : total);
        }
        var total = new TreeMap<Long, Double>();
        var count = new TreeMap<Long, Integer>();
        long period = 60;
        for (var series : seriesOf(value)) {
            period = series.period();
            series.values().forEach((at, v) -> {
                total.merge(at, v, operator::applyAsDouble);
                count.merge(at, 1, Integer::sum);
            });
        }
        if (mean) {
            total.replaceAll((at, v) -> v / count.getOrDefault(at, 1));
        }
        return new Value.One(new Datapoints(period, total));
    }

    private static Value map(Value value, java.util.function.DoubleUnaryOperator operator) {
        return switch (value) {
            case Value.Scalar scalar -> new Value.Scalar(operator.applyAsDouble(scalar.value()));
            case Value.One one -> new Value.One(one.points().map(operator));
            case Value.Many many ->
                new Value.Many(many.series().stream().map(s -> s.map(operator)).toList());
        };
    }

    private static Value apply(Value left, Value right, DoubleBinaryOperator operator) {
        return switch (left) {
            case Value.Scalar a -> map(right, b -> operator.applyAsDouble(a.value(), b));
            case Value.One a ->
                switch (right) {
                    case Value.Scalar b -> new Value.One(a.points().map(x -> operator.applyAsDouble(x, b.value())));
                    case Value.One b -> new Value.One(a.points().zip(b.points(), operator));
                    case Value.Many b -> throw invalid("an array cannot stand beside an operator");
                };
            case Value.Many a -> throw invalid("an array cannot stand beside an operator");
        };
    }

    private static List<Datapoints> seriesOf(Value value) {
        return switch (value) {
            case Value.One one -> List.of(one.points());
            case Value.Many many -> many.series();
            case Value.Scalar scalar -> throw invalid("an array holds time series, not numbers");
        };
    }

    private static Datapoints one(Value value) {
        if (value instanceof Value.One one) {
            return one.points();
        }
        throw invalid("a time series is needed here");
    }

    private static final Map<String, DoubleBinaryOperator> COMPARISONS = Map.of(
            ">=", (a, b) -> a >= b ? 1 : 0,
            "<=", (a, b) -> a <= b ? 1 : 0,
            ">", (a, b) -> a > b ? 1 : 0,
            "<", (a, b) -> a < b ? 1 : 0,
            "==", (a, b) -> a == b ? 1 : 0,
            "!=", (a, b) -> a != b ? 1 : 0);

    private String peek() {
        return position < tokens.size() ? tokens.get(position) : "";
    }

    private String next() {
        return position < tokens.size() ? tokens.get(position++) : "";
    }

    private boolean take(String token) {
        if (peek().equals(token)) {
            position++;
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!take(token)) {
            throw invalid("'%s' expected instead of '%s'".formatted(token, peek()));
        }
    }

    private static AwsException invalid(String why) {
        return new AwsException("ValidationError", 400, "Error in expression: " + why);
    }
}

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
        if (value instanceof MathValue.One one) {
            return one.points();
        }
        throw invalid("the expression must give one time series");
    }

    private MathValue logical() {
        var left = comparison();
        while (true) {
            if (take("AND") || take("&&")) {
                left = MathValue.apply(left, comparison(), (a, b) -> a != 0 && b != 0 ? 1 : 0);
            } else if (take("OR") || take("||")) {
                left = MathValue.apply(left, comparison(), (a, b) -> a != 0 || b != 0 ? 1 : 0);
            } else {
                return left;
            }
        }
    }

    private MathValue comparison() {
        var left = sum();
        for (var entry : COMPARISONS.entrySet()) {
            if (take(entry.getKey())) {
                return MathValue.apply(left, sum(), entry.getValue());
            }
        }
        return left;
    }

    private MathValue sum() {
        var left = product();
        while (true) {
            if (take("+")) {
                left = MathValue.apply(left, product(), Double::sum);
            } else if (take("-")) {
                left = MathValue.apply(left, product(), (a, b) -> a - b);
            } else {
                return left;
            }
        }
    }

    private MathValue product() {
        var left = power();
        while (true) {
            if (take("*")) {
                left = MathValue.apply(left, power(), (a, b) -> a * b);
            } else if (take("/")) {
                left = MathValue.apply(left, power(), (a, b) -> a / b);
            } else {
                return left;
            }
        }
    }

    private MathValue power() {
        var base = unary();
        return take("^") ? MathValue.apply(base, power(), Math::pow) : base;
    }

    private MathValue unary() {
        return take("-") ? MathValue.apply(new MathValue.Scalar(0), unary(), (a, b) -> a - b) : primary();
    }

    private MathValue primary() {
        if (take("(")) {
            var inner = logical();
            expect(")");
            return inner;
        }
        if (take("[")) {
            var members = new ArrayList<Datapoints>();
            do {
                members.addAll(MathValue.seriesOf(logical()));
            } while (take(","));
            expect("]");
            return new MathValue.Many(members);
        }
        var token = next();
        if (!token.isEmpty() && (Character.isDigit(token.charAt(0)) || token.charAt(0) == '.')) {
            return new MathValue.Scalar(Double.parseDouble(token));
        }
        if (take("(")) {
            return call(token.toUpperCase(Locale.ROOT));
        }
        if (token.isEmpty() || !Character.isLetter(token.charAt(0))) {
            throw invalid("unexpected '" + token + "'");
        }
        return new MathValue.One(metrics.apply(token));
    }

    private MathValue call(String function) {
        var arguments = new ArrayList<MathValue>();
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
            return new MathValue.Many(all);
        }
        if (arguments.isEmpty()) {
            throw invalid(function + " needs an argument");
        }
        var first = arguments.get(0);
        return switch (function) {
            case "ABS" -> MathValue.map(first, Math::abs);
            case "CEIL" -> MathValue.map(first, Math::ceil);
            case "FLOOR" -> MathValue.map(first, Math::floor);
            case "PERIOD" -> new MathValue.Scalar(MathValue.one(first).period());
            case "RATE" -> new MathValue.One(MathValue.rate(MathValue.one(first)));
            case "SUM" -> MathValue.reduce(first, Double::sum, false);
            case "AVG" -> MathValue.reduce(first, Double::sum, true);
            case "MAX" -> MathValue.reduce(first, Math::max, false);
            case "MIN" -> MathValue.reduce(first, Math::min, false);
            case "FILL" -> new MathValue.One(fill(MathValue.one(first), repeat, arguments));
            case "IF" -> condition(arguments);
            default ->
                throw invalid("the local cloud does not know the function %s, only %s".formatted(function, FUNCTIONS));
        };
    }

    private static MathValue condition(List<MathValue> arguments) {
        if (arguments.size() != 3) {
            throw invalid("IF needs three arguments");
        }
        var test = arguments.get(0);
        var yes = MathValue.apply(test, arguments.get(1), (condition, value) -> condition != 0 ? value : Double.NaN);
        var no = MathValue.apply(test, arguments.get(2), (condition, value) -> condition == 0 ? value : Double.NaN);
        if (yes instanceof MathValue.Scalar scalar) {
            return Double.isNaN(scalar.value()) ? no : yes;
        }
        var joined = new TreeMap<>(MathValue.one(no).values());
        joined.putAll(MathValue.one(yes).values());
        return new MathValue.One(new Datapoints(MathValue.one(yes).period(), joined));
    }

    private Datapoints fill(Datapoints series, boolean repeat, List<MathValue> arguments) {
        if (!repeat && !(arguments.size() == 2 && arguments.get(1) instanceof MathValue.Scalar)) {
            throw invalid("FILL needs a number or REPEAT");
        }
        var result = new TreeMap<Long, Double>();
        Double last = null;
        var moments = new TreeSet<>(series.values().keySet());
        all.forEach(other -> moments.addAll(other.values().keySet()));
        for (var at : moments) {
            var value = series.values().get(at);
            if (value == null) {
                value = repeat ? last : Double.valueOf(((MathValue.Scalar) arguments.get(1)).value());
            }
            if (value != null) {
                result.put(at, value);
                last = value;
            }
        }
        return new Datapoints(series.period(), result);
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

    static AwsException invalid(String why) {
        return new AwsException("ValidationError", 400, "Error in expression: " + why);
    }
}

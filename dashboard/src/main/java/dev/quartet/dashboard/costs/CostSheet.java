package dev.quartet.dashboard.costs;

import dev.quartet.dashboard.cost.Bill;
import dev.quartet.dashboard.cost.Compared;
import dev.quartet.dashboard.cost.Compared.Pair;
import dev.quartet.dashboard.cost.CostLine;
import dev.quartet.dashboard.cost.Saving;
import dev.quartet.dashboard.cost.Term;
import dev.quartet.dashboard.csv.Csv;
import dev.quartet.dashboard.ui.Tabled.Sheet;
import dev.quartet.dashboard.ui.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A bill as records: a line each for what is saved and what is spent, in full precision. */
final class CostSheet {
    private static final String USD = "USD";

    private final Compared compared;
    private final Function<CostLine, String> naming;
    private final Words words;
    private final Csv csv = new Csv();

    /** @param naming of a line within its service */
    CostSheet(Compared compared, Function<CostLine, String> naming, Words words) {
        this.compared = compared;
        this.naming = naming;
        this.words = words;
    }

    Sheet sheet() {
        header();
        Bill bill = compared.bill();
        bill.savings().forEach(this::saving);
        bill.lines()
                .forEach(line ->
                        record(words.of("cost.spending"), line.service(), naming.apply(line), compared.usd(line), USD));
        return new Sheet(csv, List.of(bill.span().start(), bill.span().end()));
    }

    private void header() {
        List<String> columns = new ArrayList<>();
        for (String column : List.of("what", "name", "item", "unit", "value", "month")) {
            columns.add(words.of("cost.column." + column));
        }
        if (compared.before() != null) {
            columns.add(words.of("compare.series", columns.get(4)));
            columns.add(words.of("compare.series", columns.get(5)));
        }
        csv.texts(columns);
    }

    private void saving(Saving saving) {
        String what = words.of("cost.savings");
        String name = words.of("cost.saving." + saving.id());
        saving.units()
                .forEach(unit -> record(
                        what,
                        name,
                        words.of("cost.spared." + unit.key()),
                        compared.of(saving, each -> each.unit(unit.key())),
                        unit.key().equals("bytes") ? "B" : ""));
        record(what, name, words.of("cost.avoided"), compared.of(saving, each -> Optional.of(each.avoided())), USD);
        record(what, name, words.of("cost.own"), compared.of(saving, each -> Optional.of(each.own())), USD);
        record(what, name, words.of("cost.net"), compared.of(saving, each -> Optional.of(each.net())), USD);
    }

    private void record(String what, String name, String item, Pair pair, String unit) {
        boolean money = unit.equals(USD);
        List<OptionalDouble> numbers = new ArrayList<>();
        numbers.add(OptionalDouble.of(pair.now().value()));
        numbers.add(month(money, compared.bill(), pair.now()));
        Bill before = compared.before();
        if (before != null) {
            Term then = pair.before();
            numbers.add(then == null ? OptionalDouble.empty() : OptionalDouble.of(then.value()));
            numbers.add(month(money, before, then));
        }
        csv.numbers(List.of(what, name, item, unit), numbers);
    }

    private static OptionalDouble month(boolean money, Bill bill, @Nullable Term amount) {
        return money && amount != null ? OptionalDouble.of(bill.inMonth(amount).value()) : OptionalDouble.empty();
    }
}

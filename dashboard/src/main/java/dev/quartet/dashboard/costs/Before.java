package dev.quartet.dashboard.costs;

import com.vaadin.flow.component.html.Span;
import dev.quartet.dashboard.cost.Compared.Pair;
import dev.quartet.dashboard.cost.Term;
import java.util.function.Function;

/** What an amount was in the time before; not there while that is not asked for or not known. */
final class Before extends Span {
    Before() {
        addClassName("openable-before");
        setVisible(false);
    }

    void show(Pair pair, Function<Term, String> writing) {
        Term then = pair.before();
        setVisible(then != null);
        setText(then == null ? "" : getTranslation("cost.before", writing.apply(then)));
    }
}

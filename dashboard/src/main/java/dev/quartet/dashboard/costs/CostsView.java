package dev.quartet.dashboard.costs;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.cost.Bill;
import dev.quartet.dashboard.cost.CostQueries;
import dev.quartet.dashboard.cost.PriceTable;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.ui.LiveServices;
import dev.quartet.dashboard.ui.LiveView;
import dev.quartet.exports.StackExports;
import jakarta.annotation.security.PermitAll;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the caches saved, and what everything costs. */
@Route("costs")
@PermitAll
public final class CostsView extends LiveView {
    private record Parts(StackExports exports, Queries queries, SavingsPanel savings) {}

    private final PriceTable prices = PriceTable.load();
    private @Nullable Parts parts;

    CostsView(LiveServices services) {
        super(services, "nav.costs");
    }

    @Override
    protected Component build(StackExports exports) {
        Parts built = new Parts(exports, CostQueries.of(exports), new SavingsPanel(exports));
        parts = built;
        Paragraph lead = new Paragraph(
                getTranslation(exports.endpointUrl() == null ? "cost.lead" : "cost.lead.local", exports.region()));
        lead.addClassName("lead");
        return new Div(lead, built.savings());
    }

    @Override
    protected Set<MetricQuery> queries(StackExports exports) {
        Parts shown = parts;
        return shown == null ? Set.of() : shown.queries().all();
    }

    @Override
    protected void show(Snapshot snapshot) {
        Parts shown = parts;
        if (shown == null || !snapshot.knows(shown.queries().all())) {
            return;
        }
        Bill.of(shown.exports(), shown.queries(), snapshot, prices).ifPresent(shown.savings()::show);
    }
}

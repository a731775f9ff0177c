package dev.quartet.dashboard.mails;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.router.Route;
import dev.quartet.dashboard.architecture.ChartGrid;
import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.feed.Answer;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.figure.Headline;
import dev.quartet.dashboard.figure.HeadlineQueries;
import dev.quartet.dashboard.mail.FailedRecords;
import dev.quartet.dashboard.mail.MailAccount;
import dev.quartet.dashboard.mail.MailService;
import dev.quartet.dashboard.mail.VisitorStatus;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.tile.Tile;
import dev.quartet.dashboard.ui.EmptyState;
import dev.quartet.dashboard.ui.LiveServices;
import dev.quartet.dashboard.ui.LiveView;
import dev.quartet.dashboard.ui.Times;
import dev.quartet.exports.BlogExports;
import dev.quartet.exports.StackExports;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How many welcome mails went out and what became of them, the visitors' ledger, and what SES says of the account. */
@Route("mails")
@PermitAll
public final class MailsView extends LiveView {
    private static final List<Headline> HEADLINES =
            List.of(Headline.MAIL_SEND, Headline.MAIL_DELIVERY, Headline.MAIL_BOUNCE, Headline.MAIL_COMPLAINT);

    private static final String STATUS = "status";

    private record Parts(
            StackExports exports,
            BlogExports blog,
            Queries queries,
            Tile tile,
            ChartGrid charts,
            AccountPanel account,
            FailedPanel failed,
            LedgerPanel ledger) {}

    private record Beside(Answer<MailAccount> account, Answer<FailedRecords> failed) {}

    private final Clock clock;
    private final MailService mails;
    private final LedgerAccess ledgerAccess;
    private @Nullable Parts parts;
    private Times times = Times.SERVER;
    private double counted = -1;

    MailsView(LiveServices services, MailService mails, LedgerAccess ledgerAccess) {
        super(services, "nav.mails");
        this.clock = services.clock();
        this.mails = mails;
        this.ledgerAccess = ledgerAccess;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        times = Times.of(event.getUI());
        super.onAttach(event);
    }

    @Override
    protected Component build(StackExports exports) {
        BlogExports blog = exports.blog();
        if (blog == null) {
            parts = null;
            return new EmptyState(getTranslation("mails.absent"), getTranslation("mails.absent.hint"));
        }
        Parts built = new Parts(
                exports,
                blog,
                MailQueries.of(exports.region(), blog),
                new Tile("mails", new HeadlineQueries(exports), HEADLINES),
                MailCharts.create(this::getTranslation),
                new AccountPanel(),
                new FailedPanel(),
                new LedgerPanel(
                        status -> mails.ledger(exports, blog, status),
                        this::written,
                        ledgerAccess,
                        parameter(STATUS).flatMap(MailsView::status).orElse(null),
                        status -> remember(STATUS, status == null ? null : status.name())));
        parts = built;
        counted = -1;
        Div sides = new Div(built.account(), built.failed());
        sides.addClassName("sides");
        return new Div(built.tile(), built.charts(), sides, built.ledger());
    }

    @Override
    protected boolean comparesFigures() {
        return true;
    }

    @Override
    protected Set<MetricQuery> queries(StackExports exports) {
        BlogExports blog = exports.blog();
        if (blog == null) {
            return Set.of();
        }
        Set<MetricQuery> all =
                new LinkedHashSet<>(MailQueries.of(exports.region(), blog).all());
        HEADLINES.forEach(headline -> all.addAll(new HeadlineQueries(exports).of(headline)));
        return all;
    }

    @Override
    protected void show(Snapshot snapshot) {
        Parts shown = parts;
        UI ui = getUI().orElse(null);
        if (shown == null || ui == null) {
            return;
        }
        Readings data = new Readings(shown.queries(), snapshot, clock.instant());
        shown.tile().show(snapshot);
        shown.charts().show(data);
        shown.account()
                .reputation(
                        newest(data, Metric.REPUTATION_BOUNCE_RATE), newest(data, Metric.REPUTATION_COMPLAINT_RATE));
        reloadWhatChanged(shown, data);
        double repeated = data.sum(Metric.WELCOME_REPEATED).sum().orElse(0);
        SerializableConsumer<Beside> deliver = ui.accessLater(
                beside -> {
                    shown.account().show(beside.account());
                    shown.failed().show(beside.failed(), repeated, this::written);
                },
                () -> {});
        // Services may take their time, and others wait for this page's lock.
        Thread.startVirtualThread(() -> deliver.accept(
                new Beside(mails.account(shown.exports()), mails.failed(shown.exports(), shown.blog()))));
    }

    /** The ledger changes when mails do; reading it costs, so not each time that metrics are read. */
    private void reloadWhatChanged(Parts shown, Readings data) {
        double now = data.sum(Metric.MAIL_SEND, Metric.MAIL_DELIVERY, Metric.MAIL_BOUNCE, Metric.MAIL_COMPLAINT)
                .sum()
                .orElse(0);
        if (counted >= 0 && counted != now) {
            shown.ledger().reload();
        }
        counted = now;
    }

    private static @Nullable Double newest(Readings data, Metric metric) {
        Series series = data.sum(metric);
        return series.size() == 0 ? null : (Double) series.valueAt(series.size() - 1);
    }

    /** The status that an address names; empty where it names none. */
    private static Optional<VisitorStatus> status(String name) {
        return Arrays.stream(VisitorStatus.values())
                .filter(status -> status.name().equals(name))
                .findFirst();
    }

    private String written(Instant instant) {
        return times.written(instant, getLocale());
    }
}

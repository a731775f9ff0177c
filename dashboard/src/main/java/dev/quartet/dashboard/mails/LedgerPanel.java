package dev.quartet.dashboard.mails;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.page.Page;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.data.provider.CallbackDataProvider.FetchCallback;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.renderer.Renderer;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.shared.Registration;
import dev.quartet.dashboard.cloudwatch.ReadFailure;
import dev.quartet.dashboard.mail.Visitor;
import dev.quartet.dashboard.mail.VisitorLedger;
import dev.quartet.dashboard.mail.VisitorStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Who was sent what: visitors newest first, read as far as one scrolls; addresses are hidden until an operator asks for them. */
final class LedgerPanel extends Section {
    private static final Logger log = LoggerFactory.getLogger(LedgerPanel.class);
    private static final int PAGE = 50;
    private static final int NARROW = 600;
    private static final Set<String> MATTERS = Set.of("email", "status");

    private final Function<@Nullable VisitorStatus, VisitorLedger> open;
    private final Function<Instant, String> time;
    private final LedgerAccess access;
    private final Grid<Visitor> grid = new Grid<>();
    private final Paragraph trouble = new Paragraph();
    private final Select<VisitorStatus> filter = new Select<>();
    private final Button reveal = new Button();
    private VisitorLedger ledger;
    private boolean revealed;
    private @Nullable Registration resizing;

    /**
     * @param open begins a reading of the visitors of a status, of all where it is null
     * @param time writes an instant in the viewer's zone
     * @param access who may ask for the addresses
     * @param first whose visitors are shown at first, null for all
     * @param chosen told when a viewer chooses another status, null for all
     */
    LedgerPanel(
            Function<@Nullable VisitorStatus, VisitorLedger> open,
            Function<Instant, String> time,
            LedgerAccess access,
            @Nullable VisitorStatus first,
            SerializableConsumer<@Nullable VisitorStatus> chosen) {
        this.open = open;
        this.time = time;
        this.access = access;
        this.ledger = open.apply(first);
        addClassNames("panel", "ledger");
        trouble.addClassName("trouble");
        trouble.setVisible(false);
        filter.setItems(VisitorStatus.values());
        filter.setEmptySelectionAllowed(true);
        filter.setEmptySelectionCaption(getTranslation("ledger.all"));
        filter.setItemLabelGenerator(
                status -> status == null ? getTranslation("ledger.all") : getTranslation("ledger.status." + status));
        filter.setAriaLabel(getTranslation("ledger.filter"));
        filter.setId("ledger-filter");
        if (first != null) {
            filter.setValue(first);
        }
        filter.addValueChangeListener(event -> {
            reload();
            if (event.isFromClient()) {
                chosen.accept(filter.getValue());
            }
        });
        reveal.addClickListener(event -> toggle());
        reveal.setId("ledger-reveal");
        label();
        if (!access.mayReveal()) {
            // Disabled, not hidden: one learns that there is more, and whom to ask. The server refuses its clicks.
            reveal.setEnabled(false);
            reveal.setTooltipText(getTranslation("ledger.operators"));
        }
        Div tools = new Div(filter, reveal);
        tools.addClassName("tools");
        Div line = new Div(new H2(getTranslation("ledger")), tools);
        line.addClassName("panel-line");
        columns();
        grid.setId("ledger");
        grid.setAriaLabel(getTranslation("ledger"));
        grid.addThemeVariants(GridVariant.LUMO_ROW_STRIPES);
        grid.setPageSize(PAGE);
        grid.setEmptyStateText(getTranslation("ledger.empty"));
        grid.setItems((FetchCallback<Visitor, Void>) this::fetch);
        grid.getLazyDataView().setItemCountUnknown();
        add(line, trouble, grid);
    }

    /** Reads anew what is being looked at. */
    void reload() {
        ledger = open.apply(filter.getValue());
        tell(null);
        grid.getLazyDataView().refreshAll();
    }

    /** Why the ledger is not whole, if it is not. */
    String trouble() {
        return trouble.isVisible() ? trouble.getText() : "";
    }

    /** On a narrow page only what matters most: who, and what became of the mail. */
    @Override
    protected void onAttach(AttachEvent event) {
        Page page = event.getUI().getPage();
        fit(page.getExtendedClientDetails().getWindowInnerWidth());
        resizing = page.addBrowserWindowResizeListener(resized -> fit(resized.getWidth()));
    }

    /** The page outlives this panel. */
    @Override
    protected void onDetach(DetachEvent event) {
        if (resizing != null) {
            resizing.remove();
            resizing = null;
        }
    }

    private void fit(int width) {
        // 0 and less: the browser did not tell.
        boolean narrow = width > 0 && width < NARROW;
        grid.getColumns().forEach(column -> column.setVisible(!narrow || MATTERS.contains(column.getKey())));
    }

    private void columns() {
        column("email", visitor -> revealed ? visitor.email() : visitor.maskedEmail(), "11rem");
        column(
                "name",
                visitor -> revealed ? (visitor.name() == null ? "" : visitor.name()) : visitor.maskedName(),
                "7rem");
        column("locale", Visitor::locale, "5.5rem");
        grid.addColumn(status())
                .setKey("status")
                .setHeader(getTranslation("ledger.status"))
                .setWidth("8rem")
                .setFlexGrow(0);
        column("signedUpAt", visitor -> written(visitor.signedUpAt()), "9rem");
        column("sentAt", visitor -> written(visitor.sentAt()), "9rem");
        column("sends", visitor -> visitor.sends() == 0 ? "" : Integer.toString(visitor.sends()), "5.5rem");
        column("bounce", LedgerPanel::bounce, "8rem");
    }

    private static String bounce(Visitor visitor) {
        return visitor.bounceType() == null ? "" : visitor.bounceType();
    }

    private void column(String key, Function<Visitor, String> text, String width) {
        grid.addColumn(text::apply)
                .setKey(key)
                .setHeader(getTranslation("ledger." + key))
                .setWidth(width)
                .setFlexGrow(key.equals("email") ? 1 : 0)
                .setSortable(false);
    }

    /** On a narrow page with what the columns tell that are not there. Drawn in the browser, as four components a row would cost more. */
    private Renderer<Visitor> status() {
        return LitRenderer.<Visitor>of("""
                        <div><span class="status ${item.kind}">${item.status}</span
                          ><span class="narrow">${item.bounce}</span><span class="narrow">${item.time}</span></div>""")
                .withProperty("kind", visitor -> kind(visitor).toLowerCase(Locale.ROOT))
                .withProperty("status", visitor -> getTranslation("ledger.status." + kind(visitor)))
                .withProperty("bounce", LedgerPanel::bounce)
                .withProperty(
                        "time", visitor -> written(visitor.sentAt() == null ? visitor.signedUpAt() : visitor.sentAt()));
    }

    private static String kind(Visitor visitor) {
        return visitor.status() == null ? "unknown" : visitor.status().name();
    }

    private String written(@Nullable Instant instant) {
        return instant == null ? "" : time.apply(instant);
    }

    private Stream<Visitor> fetch(Query<Visitor, Void> query) {
        try {
            List<Visitor> page = ledger.page(query.getOffset(), query.getLimit());
            return page.stream();
        } catch (SdkException e) {
            ReadFailure failure = ReadFailure.of(e);
            log.warn("The visitors' table: {} ({})", failure.kind(), failure.detail());
            // Rows are being sent just now: what stands above them changes right after.
            getUI().ifPresent(
                            ui -> ui.accessLater(() -> tell(failure), () -> {}).run());
            return Stream.empty();
        }
    }

    private void tell(@Nullable ReadFailure failure) {
        trouble.setVisible(failure != null);
        trouble.setText(
                failure == null
                        ? ""
                        : getTranslation("mails.trouble." + failure.kind(), "DynamoDB") + " " + failure.detail());
        grid.setEmptyStateText(getTranslation(failure == null ? "ledger.empty" : "ledger.unread"));
    }

    private void toggle() {
        revealed = !revealed && access.mayReveal();
        if (revealed) {
            access.revealed();
        }
        label();
        grid.getLazyDataView().refreshAll();
    }

    private void label() {
        reveal.setText(getTranslation(revealed ? "ledger.hide" : "ledger.reveal"));
        reveal.getElement().setAttribute("aria-pressed", Boolean.toString(revealed));
    }
}

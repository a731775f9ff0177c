package dev.quartet.dashboard.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import dev.quartet.dashboard.stack.ExportsUnavailableException;
import dev.quartet.dashboard.ui.CopyButton;
import dev.quartet.dashboard.ui.EmptyState;
import dev.quartet.dashboard.ui.LiveServices;
import dev.quartet.dashboard.ui.WordFilter;
import dev.quartet.exports.ExportsJson;
import dev.quartet.exports.StackExports;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the stack tells other teams, and how they read it. */
@Route("exports")
@PermitAll
public final class ExportsView extends Main implements BeforeEnterObserver, HasDynamicTitle {
    private static final String JSON = "application/json";

    private final LiveServices services;
    private final WordFilter filter;
    private final Div content = new Div();
    private final List<ContractTable> tables = new ArrayList<>();
    private final List<Component> unfiltered = new ArrayList<>();
    private Location location = new Location("exports");

    ExportsView(LiveServices services) {
        this.services = services;
        addClassNames("view", "exports");
        H1 title = new H1(getTranslation("nav.exports"));
        Div line = new Div(title);
        line.addClassName("view-line");
        filter = new WordFilter("exports-filter", getTranslation("contract.filter"), this::filter, this::remember);
        content.addClassName("view-content");
        add(line, content);
        build();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        location = event.getLocation();
        filter.show(location.getQueryParameters()
                .getSingleParameter(WordFilter.PARAMETER)
                .orElse(""));
        filter();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("nav.exports") + " · Quartet";
    }

    /** Looks again for a stack whose exports were not there. */
    @ClientCallable
    void again() {
        build();
        filter();
    }

    private void build() {
        content.removeAll();
        tables.clear();
        unfiltered.clear();
        try {
            show(services.stacks().current());
        } catch (ExportsUnavailableException e) {
            content.add(new EmptyState(getTranslation("exports.missing"), String.valueOf(e.getMessage())));
            getElement().executeJs(EmptyState.AGAIN);
        }
    }

    private void show(StackExports exports) {
        String document = ExportsJson.writePretty(exports);
        Div tools = new Div(
                filter,
                new CopyButton(document, getTranslation("contract.copy.all"), true),
                download("exports-" + exports.stack() + ".json", document, "contract.download"),
                download("exports.schema.json", ExportsJson.schema(), "contract.schema"));
        tools.addClassName("filter-line");
        Paragraph lead = new Paragraph(getTranslation("contract.lead", exports.contractVersion()));
        lead.addClassName("lead");
        SnippetsPanel snippets = new SnippetsPanel(exports);
        unfiltered.add(snippets);
        content.add(lead, tools, snippets);
        table(getTranslation("contract.document"), Entries.plain(exports), document);
        part("todo", exports.todo());
        part("blog", exports.blog());
        part("services", exports.services());
        part("updates", exports.updates());
        part("operations", exports.operations());
    }

    private void part(String key, @Nullable Record part) {
        String title = getTranslation("contract.StackExports." + key);
        if (part != null) {
            table(title, Entries.of(key, part), ExportsJson.writePretty(part));
            return;
        }
        Section absent = new Section(new H2(title), new Paragraph(getTranslation("contract.absent.part", key)));
        absent.addClassNames("panel", "contract");
        unfiltered.add(absent);
        content.add(absent);
    }

    private void table(String title, List<Entry> entries, String json) {
        ContractTable table = new ContractTable(title, entries, json);
        tables.add(table);
        content.add(table);
    }

    private Anchor download(String name, String text, String label) {
        byte[] bytes = text.getBytes(UTF_8);
        Anchor link = new Anchor(
                DownloadHandler.fromInputStream(
                        unused -> new DownloadResponse(new ByteArrayInputStream(bytes), name, JSON, bytes.length)),
                getTranslation(label));
        link.addClassName("download");
        link.setDownload(true);
        return link;
    }

    private void filter() {
        List<String> words = filter.words();
        int all = tables.stream().mapToInt(ContractTable::size).sum();
        int shown = tables.stream().mapToInt(table -> table.filter(words)).sum();
        unfiltered.forEach(part -> part.setVisible(words.isEmpty()));
        filter.tell(getTranslation("contract.count", shown, all));
    }

    /** Keeps the address a link to what is shown. */
    private void remember(@Nullable String text) {
        QueryParameters others = location.getQueryParameters().excluding(WordFilter.PARAMETER);
        location = new Location(location.getPath(), text == null ? others : others.merging(WordFilter.PARAMETER, text));
        getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null, location));
    }
}

package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import dev.quartet.dashboard.csv.Csv;
import dev.quartet.dashboard.metric.Window;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Serves what a view shows as CSV: its charts, or with {@code ?chart=ID} one of them; where it has none, its table. */
final class ViewDownload implements DownloadHandler {
    private static final long serialVersionUID = 1L;

    private record Content(String fileName, byte[] csv) {}

    private final transient Component view;
    private final transient Supplier<String> path;

    ViewDownload(Component view, Supplier<String> path) {
        this.view = view;
        this.path = path;
    }

    @Override
    public void handleDownloadRequest(DownloadEvent event) throws IOException {
        String chart = event.getRequest().getParameter("chart");
        AtomicReference<@Nullable Content> content = new AtomicReference<>();
        event.getUI().accessSynchronously(() -> content.set(content(chart == null ? "" : chart)));
        Content found = content.get();
        if (found == null) {
            event.getResponse().sendError(404, "nothing is shown yet");
            return;
        }
        event.setFileName(found.fileName());
        event.setContentType(Csv.CONTENT_TYPE);
        event.setContentLength(found.csv().length);
        event.getOutputStream().write(found.csv());
    }

    private @Nullable Content content(String chart) {
        List<ChartModel> models = all(view)
                .filter(component ->
                        chart.isEmpty() || component.getId().orElse("").equals(chart))
                .flatMap(component -> Stream.ofNullable(component instanceof Charted charted ? charted.model() : null))
                .toList();
        if (models.isEmpty()) {
            return chart.isEmpty() ? table() : null;
        }
        Window window = models.getFirst().window();
        return new Content(
                ChartCsv.fileName(path.get(), chart, List.of(window.start(), window.end())),
                ChartCsv.of(models, chart.isEmpty(), view::getTranslation));
    }

    private @Nullable Content table() {
        return tables(view)
                .flatMap(table -> Stream.ofNullable(table.sheet()))
                .findFirst()
                .map(sheet -> new Content(
                        ChartCsv.fileName(path.get(), "", sheet.times()),
                        sheet.csv().bytes()))
                .orElse(null);
    }

    /** The tables of a view. */
    static Stream<Tabled> tables(Component view) {
        return all(view).filter(Tabled.class::isInstance).map(Tabled.class::cast);
    }

    private static Stream<Component> all(Component component) {
        return Stream.concat(Stream.of(component), component.getChildren().flatMap(ViewDownload::all));
    }
}

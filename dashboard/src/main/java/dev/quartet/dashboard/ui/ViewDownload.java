package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import dev.quartet.dashboard.csv.Csv;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves what a view's charts show as CSV: all of them, or with {@code ?chart=ID} one. */
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
        List<ChartModel> models = new ArrayList<>();
        collect(view, chart, models);
        return models.isEmpty()
                ? null
                : new Content(
                        ChartCsv.fileName(path.get(), chart, models.getFirst().window()),
                        ChartCsv.of(models, chart.isEmpty(), view::getTranslation));
    }

    private static void collect(Component component, String chart, List<ChartModel> models) {
        if (component instanceof Charted charted
                && (chart.isEmpty() || component.getId().orElse("").equals(chart))) {
            ChartModel model = charted.model();
            if (model != null) {
                models.add(model);
            }
        }
        component.getChildren().forEach(child -> collect(child, chart, models));
    }
}

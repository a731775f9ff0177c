package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import dev.quartet.dashboard.metric.Series;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A line chart. The browser is sent the whole once, then only what is new. */
@Tag("quartet-chart")
@JavaScript("context://elements/quartet-format.js")
@JavaScript("context://elements/quartet-chart.js")
public final class Chart extends Component {
    private @Nullable ChartModel sent;

    /** Shows the model. */
    public void show(ChartModel model) {
        ChartModel before = sent;
        sent = model;
        if (!isAttached()) {
            return;
        }
        if (before == null || !continues(before, model)) {
            getElement().executeJs("this.load($0)", whole(model));
        } else if (!before.equals(model)) {
            getElement().executeJs("this.patch($0)", delta(before, model));
        }
    }

    /** What the chart shows, if anything. */
    public @Nullable ChartModel model() {
        return sent;
    }

    /** A browser that shows the element again knows nothing of before. */
    @Override
    protected void onAttach(AttachEvent event) {
        if (sent != null) {
            getElement().executeJs("this.load($0)", whole(sent));
        }
    }

    private static boolean continues(ChartModel before, ChartModel after) {
        return before.title().equals(after.title())
                && before.window().period().equals(after.window().period())
                && before.window().length().equals(after.window().length())
                && ids(before).equals(ids(after));
    }

    private static List<String> ids(ChartModel model) {
        return model.lines().stream().map(ChartModel.Line::id).toList();
    }

    private ObjectNode whole(ChartModel model) {
        ObjectNode json = frame(model);
        json.put("title", model.title());
        json.put("unit", model.unit());
        json.put("top", model.top());
        json.put("threshold", model.threshold());
        json.put("group", model.group());
        json.put("empty", model.empty());
        json.put("period", model.window().period().toMillis());
        json.put("lang", getLocale().toLanguageTag());
        ArrayNode series = json.putArray("series");
        for (ChartModel.Line line : model.lines()) {
            ObjectNode entry = series.addObject();
            entry.put("id", line.id());
            entry.put("name", line.name());
            entry.put("colour", line.colour());
            entry.put("stack", line.stack());
            entry.set("points", Json.points(line.series(), 0));
        }
        return json;
    }

    private static ObjectNode delta(ChartModel before, ChartModel after) {
        ObjectNode json = frame(after);
        ArrayNode tails = json.putArray("tails");
        for (int i = 0; i < after.lines().size(); i++) {
            Series now = after.lines().get(i).series();
            tails.add(Json.points(now, firstChange(before.lines().get(i).series(), now)));
        }
        return json;
    }

    private static ObjectNode frame(ChartModel model) {
        ObjectNode json = Json.array().addObject();
        json.put("from", model.window().start().toEpochMilli());
        json.put("to", model.window().end().toEpochMilli());
        json.put("settled", model.window().settledUntil().toEpochMilli());
        json.put("summary", model.summary());
        return json;
    }

    /** The first point of {@code after} that {@code before} has not, or has with another value. */
    private static int firstChange(Series before, Series after) {
        int i = 0;
        while (i < after.size() && before.at(after.secondAt(i)).orElse(Double.NaN) == after.valueAt(i)) {
            i++;
        }
        return i;
    }
}

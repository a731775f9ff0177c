package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import dev.quartet.dashboard.command.AwsCommand;
import dev.quartet.dashboard.metric.Series;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A line chart with its table and its download. The browser is sent the whole once, then only what is new. */
@Tag("quartet-chart")
@JavaScript("context://elements/quartet-format.js")
@JavaScript("context://elements/quartet-copy.js")
@JavaScript("context://elements/quartet-command.js")
@JavaScript("context://elements/quartet-chart-tools.js")
@JavaScript("context://elements/quartet-chart.js")
public final class Chart extends Component implements Charted {
    private static final List<String> WORDS =
            List.of("table", "csv", "command", "console", "time", "close", "since", "before", "settling");

    private @Nullable ChartModel sent;
    private @Nullable AwsCommand asked;

    /** Shows that something will come. */
    public Chart() {
        getElement().setAttribute("aria-busy", "true");
    }

    /** Shows the model. */
    public void show(ChartModel model) {
        ChartModel before = sent;
        sent = model;
        getElement().removeAttribute("aria-busy");
        if (!isAttached()) {
            return;
        }
        if (before == null || !continues(before, model)) {
            getElement().executeJs("this.load($0)", whole(model));
        } else if (!before.equals(model)) {
            getElement().executeJs("this.patch($0)", delta(before, model));
        }
    }

    /** Shows the model of what was asked by {@code command}, where its series do not know what they were calculated from. */
    public void show(ChartModel model, AwsCommand command) {
        asked = command;
        show(model);
    }

    @Override
    public @Nullable ChartModel model() {
        return sent;
    }

    @ClientCallable
    JsonNode command() {
        return CommandButton.dialog(this, asked == null ? Charted.command(this) : asked.text());
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
                && before.compares() == after.compares()
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
        json.put("console", model.console());
        ObjectNode words = json.putObject("words");
        for (String word : WORDS) {
            words.put(word, getTranslation("chart.word." + word));
        }
        ArrayNode series = json.putArray("series");
        for (ChartModel.Line line : model.lines()) {
            ObjectNode entry = series.addObject();
            entry.put("id", line.id());
            entry.put("name", line.name());
            entry.put("colour", line.colour());
            entry.put("stack", line.stack());
            entry.set("points", Json.points(line.series(), 0));
            Series earlier = line.before();
            if (earlier != null) {
                entry.put("nameBefore", getTranslation("compare.series", line.name()));
                entry.set("before", Json.points(earlier, 0));
            }
        }
        return json;
    }

    private static ObjectNode delta(ChartModel before, ChartModel after) {
        ObjectNode json = frame(after);
        ArrayNode tails = json.putArray("tails");
        for (int i = 0; i < after.lines().size(); i++) {
            ChartModel.Line old = before.lines().get(i);
            ChartModel.Line now = after.lines().get(i);
            ObjectNode tail = tails.addObject();
            tail.set("points", Json.points(now.series(), firstChange(old.series(), now.series())));
            Series earlier = now.before();
            if (earlier != null) {
                Series known = old.before() == null ? Series.EMPTY : old.before();
                tail.set("before", Json.points(earlier, firstChange(known, earlier)));
            }
        }
        return json;
    }

    private static ObjectNode frame(ChartModel model) {
        ObjectNode json = Json.array().addObject();
        json.put("from", model.window().start().toEpochMilli());
        json.put("to", model.window().end().toEpochMilli());
        json.put("settled", model.window().settledUntil().toEpochMilli());
        json.put("summary", model.summary());
        json.put("trouble", model.trouble());
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

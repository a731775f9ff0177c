package dev.quartet.dashboard.updates;

import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.architecture.Sketch;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.ui.Numbers;
import dev.quartet.dashboard.ui.TopologyModel;
import dev.quartet.dashboard.ui.Words;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Updates as a picture of two lanes: downloading through the edge, and publishing. Both meet in the file system. */
final class UpdatesTopology {
    private static final double MILLISECONDS = 1000;

    private final Words words;
    private final Locale locale;

    UpdatesTopology(Words words, Locale locale) {
        this.words = words;
        this.locale = locale;
    }

    TopologyModel model(Readings data) {
        Sketch sketch = new Sketch("updates", words, locale);
        downloading(sketch, data);
        publishing(sketch, data);
        return sketch.model();
    }

    private void downloading(Sketch sketch, Readings data) {
        Double asked = data.rate(Metric.EDGE_REQUESTS);
        Double refused = data.rate(Metric.ORIGIN_REFUSED);
        Double origin = data.rate(Metric.ORIGIN_REQUESTS, Metric.ORIGIN_REFUSED);
        // A load balancer reports nothing where there was nothing.
        Double passed = origin == null && asked != null ? Double.valueOf(0) : origin;
        Double kept = asked == null || passed == null ? null : Double.valueOf(Math.max(0, asked - passed));
        Double median = data.latest(Metric.TARGET_TIME_P50);
        Double broken = data.rate(Metric.ORIGIN_REFUSED, Metric.TARGET_5XX);
        sketch.node("clients", 0, 0, 0.5, 0)
                .node("edge", Sketch.failing(data.latest(Metric.EDGE_5XX)), null, 1, 0, 0.5, 1)
                .node("balancer", Sketch.failing(refused), null, 2, 0, 0, 2)
                .node("instances", instances(data), inService(data), 3, 0, 0, 3)
                .node("files", "ok", credit(data), 4, 0, 0.5, 4);
        sketch.edge("clients", "edge", asked, "", sketch.back(kept, asked))
                .call(
                        "edge",
                        "balancer",
                        passed,
                        median == null ? null : Double.valueOf(median * MILLISECONDS),
                        broken == null || passed == null || passed == 0 ? null : Double.valueOf(broken / passed))
                .edge("balancer", "instances", data.rate(Metric.ORIGIN_REQUESTS), "", null)
                .bytes("instances", "files", data.rate(Metric.FILES_READ), "");
    }

    private void publishing(Sketch sketch, Readings data) {
        Double rejected = data.rate(Metric.RELEASES_REJECTED);
        Double dead = data.latest(Metric.QUEUE_VISIBLE);
        boolean lost = dead != null && dead > 0;
        String state = lost ? "bad" : Sketch.failing(data.rate(Metric.LAMBDA_ERRORS));
        sketch.node("publisher", 2, 1, 1, 1.6)
                .node("bucket", 3, 1, 1, 2.4)
                .node(
                        "publish",
                        state,
                        lost ? words.of("updates.node.publish.lost", Numbers.count(dead, locale)) : null,
                        4,
                        1,
                        1,
                        3.2);
        sketch.unmetered("publisher", "bucket")
                .event("bucket", "publish", "edge.rate", data.rate(Metric.LAMBDA_INVOCATIONS), "", "")
                .event(
                        "publish",
                        "files",
                        "updates.edge.published",
                        data.rate(Metric.RELEASES_PUBLISHED),
                        "",
                        rejected == null || rejected == 0
                                ? ""
                                : words.of("updates.edge.rejected", Numbers.count(rejected, locale)));
    }

    private static String instances(Readings data) {
        Double serving = data.latest(Metric.GROUP_IN_SERVICE);
        Double desired = data.latest(Metric.GROUP_DESIRED);
        if (serving == null || desired == null || serving >= desired) {
            return "ok";
        }
        return serving == 0 ? "bad" : "warn";
    }

    private @Nullable String inService(Readings data) {
        Double serving = data.latest(Metric.GROUP_IN_SERVICE);
        Double desired = data.latest(Metric.GROUP_DESIRED);
        return serving == null || desired == null
                ? null
                : words.of(
                        "updates.node.instances.count", Numbers.count(serving, locale), Numbers.count(desired, locale));
    }

    private @Nullable String credit(Readings data) {
        Double credit = data.latest(Metric.FILES_CREDIT);
        return credit == null ? null : words.of("updates.node.files.credit", Numbers.count(credit, locale));
    }
}

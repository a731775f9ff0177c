package dev.quartet.dashboard.mails;

import dev.quartet.dashboard.architecture.ChartGrid;
import dev.quartet.dashboard.architecture.ChartGrid.Spec;
import dev.quartet.dashboard.architecture.Lines;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.ui.ChartModel.Line;
import dev.quartet.dashboard.ui.Words;
import java.util.List;

/** What was sent, and what went wrong with it. */
final class MailCharts {
    private final Lines lines;

    private MailCharts(Words words) {
        this.lines = new Lines(words);
    }

    static ChartGrid create(Words words) {
        MailCharts charts = new MailCharts(words);
        String minute = words.of("unit.minute");
        return new ChartGrid(
                "mails", List.of(new Spec("sent", minute, charts::sent), new Spec("trouble", minute, charts::trouble)));
    }

    private List<Line> sent(Readings data) {
        return List.of(
                lines.line("mailsSent", "series-1", data.perMinute(Metric.MAIL_SEND)),
                lines.line("mailsDelivered", "series-2", known(data, Metric.MAIL_DELIVERY)));
    }

    private List<Line> trouble(Readings data) {
        return List.of(
                lines.line("mailsBounced", "state-warn", known(data, Metric.MAIL_BOUNCE)),
                lines.line("mailsComplained", "state-bad", known(data, Metric.MAIL_COMPLAINT)),
                lines.line(
                        "mailsRejected", "series-7", known(data, Metric.MAIL_REJECT, Metric.MAIL_RENDERING_FAILURE)));
    }

    /** SES reports events that happened: where mails were sent and nothing is reported, nothing happened. */
    private static Series known(Readings data, Metric... metrics) {
        return data.perMinute(metrics).zeroWhere(data.sum(Metric.MAIL_SEND));
    }
}

package dev.quartet.dashboard.mails;

import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.exports.BlogExports;
import java.util.List;

/** What the Welcome mails view reads of CloudWatch. */
final class MailQueries {
    private MailQueries() {}

    static Queries of(String region, BlogExports blog) {
        Queries queries = new Queries(region)
                .add(
                        List.of(blog.welcomeConfigurationSet()),
                        Metric.MAIL_SEND,
                        Metric.MAIL_DELIVERY,
                        Metric.MAIL_BOUNCE,
                        Metric.MAIL_COMPLAINT,
                        Metric.MAIL_REJECT,
                        Metric.MAIL_RENDERING_FAILURE)
                .add(List.of(), Metric.REPUTATION_BOUNCE_RATE, Metric.REPUTATION_COMPLAINT_RATE);
        blog.functions().stream()
                .filter(function -> function.name().endsWith("blog-welcome"))
                .forEach(function -> queries.add(List.of(function.name()), Metric.WELCOME_REPEATED));
        return queries;
    }
}

package dev.quartet.dashboard.figure;

import static java.util.Objects.requireNonNull;

import dev.quartet.dashboard.feed.Notice;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.exports.StackExports;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /api/figures}.
 *
 * @param asOf when the data was read
 * @param architectures of the stack; the figures of others have no value
 * @param reasons why a figure has no value, in English, for each that has none
 * @param notices why the data is not newer, if it should be
 */
record Figures(
        String stack,
        String range,
        Interval window,
        @Nullable Instant asOf,
        List<String> architectures,
        CacheHitRatio cacheHitRatio,
        Figure lambdaInvocations,
        DynamodbRcu dynamodbRcu,
        WelcomeMails welcomeMails,
        EdgeOffload edgeOffload,
        Map<String, String> reasons,
        Map<String, String> formulas,
        List<Notice> notices) {
    record Interval(Instant start, Instant end, Duration period) {}

    record CacheHitRatio(Figure api, Figure dax, Figure edge) {}

    record DynamodbRcu(Figure sum, Figure perSecond) {}

    record WelcomeMails(Figure send, Figure delivery, Figure bounce, Figure complaint) {}

    record EdgeOffload(Figure requests, Figure bytes) {}

    private static final Map<Headline, String> PATHS = Map.ofEntries(
            Map.entry(Headline.CACHE_API, "cacheHitRatio.api"),
            Map.entry(Headline.CACHE_DAX, "cacheHitRatio.dax"),
            Map.entry(Headline.CACHE_EDGE, "cacheHitRatio.edge"),
            Map.entry(Headline.LAMBDA_INVOCATIONS, "lambdaInvocations"),
            Map.entry(Headline.RCU_SUM, "dynamodbRcu.sum"),
            Map.entry(Headline.RCU_PER_SECOND, "dynamodbRcu.perSecond"),
            Map.entry(Headline.MAIL_SEND, "welcomeMails.send"),
            Map.entry(Headline.MAIL_DELIVERY, "welcomeMails.delivery"),
            Map.entry(Headline.MAIL_BOUNCE, "welcomeMails.bounce"),
            Map.entry(Headline.MAIL_COMPLAINT, "welcomeMails.complaint"),
            Map.entry(Headline.OFFLOAD_REQUESTS, "edgeOffload.requests"),
            Map.entry(Headline.OFFLOAD_BYTES, "edgeOffload.bytes"));

    /** The pages' texts, so that both say the same. */
    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("vaadin-i18n.translations", Locale.ROOT);

    static Figures of(StackExports exports, Snapshot snapshot, Map<Headline, Figure> figures) {
        return new Figures(
                exports.stack(),
                snapshot.range().text(),
                new Interval(
                        snapshot.window().start(),
                        snapshot.window().end(),
                        snapshot.window().period()),
                snapshot.readAt(),
                present(exports),
                new CacheHitRatio(
                        get(figures, Headline.CACHE_API),
                        get(figures, Headline.CACHE_DAX),
                        get(figures, Headline.CACHE_EDGE)),
                get(figures, Headline.LAMBDA_INVOCATIONS),
                new DynamodbRcu(get(figures, Headline.RCU_SUM), get(figures, Headline.RCU_PER_SECOND)),
                new WelcomeMails(
                        get(figures, Headline.MAIL_SEND),
                        get(figures, Headline.MAIL_DELIVERY),
                        get(figures, Headline.MAIL_BOUNCE),
                        get(figures, Headline.MAIL_COMPLAINT)),
                new EdgeOffload(get(figures, Headline.OFFLOAD_REQUESTS), get(figures, Headline.OFFLOAD_BYTES)),
                reasons(exports, figures),
                texts(),
                snapshot.notices());
    }

    private static Figure get(Map<Headline, Figure> figures, Headline headline) {
        return requireNonNull(figures.get(headline), () -> "no figure for " + headline);
    }

    private static Map<String, String> reasons(StackExports exports, Map<Headline, Figure> figures) {
        HeadlineQueries queries = new HeadlineQueries(exports);
        Map<String, String> reasons = new LinkedHashMap<>();
        for (Headline headline : Headline.values()) {
            if (get(figures, headline).value() == null) {
                boolean absent = queries.of(headline).isEmpty();
                reasons.put(path(headline), TEXTS.getString(absent ? "figure." + headline + ".absent" : "figure.none"));
            }
        }
        return reasons;
    }

    private static Map<String, String> texts() {
        Map<String, String> formulas = new LinkedHashMap<>();
        for (Headline headline : Headline.values()) {
            formulas.put(path(headline), headline.formula().text());
        }
        return formulas;
    }

    private static String path(Headline headline) {
        return PATHS.getOrDefault(headline, headline.name());
    }

    private static List<String> present(StackExports exports) {
        List<String> names = new ArrayList<>();
        if (exports.todo() != null) {
            names.add("todo");
        }
        if (exports.blog() != null) {
            names.add("blog");
        }
        if (exports.services() != null) {
            names.add("services");
        }
        if (exports.updates() != null) {
            names.add("updates");
        }
        return names;
    }
}

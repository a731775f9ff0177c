package dev.quartet.dashboard.ui;

import static java.util.Objects.requireNonNull;

import com.vaadin.flow.router.QueryParameters;
import dev.quartet.dashboard.metric.RefusedRangeException;
import dev.quartet.dashboard.metric.TimeRange;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a live view's address says: {@code ?range=PT3H} or {@code ?from=2026-11-22T10:00Z&to=2026-11-22T12:00Z}, and
 * {@code &compare=1}.
 *
 * @param compare whether the period before is shown with it
 */
public record ViewState(TimeRange range, boolean compare) {
    private static final String RANGE = "range";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String COMPARE = "compare";

    /** What an address without parameters says. */
    public static final ViewState DEFAULT = new ViewState(TimeRange.DEFAULT, false);

    public ViewState {
        requireNonNull(range, "range is null");
    }

    /** Reads all but the range, which is the default one. */
    static ViewState withoutRange(QueryParameters parameters) {
        boolean compare = parameters.getSingleParameter(COMPARE).orElse("").equals("1");
        return new ViewState(TimeRange.DEFAULT, compare);
    }

    /** Reads an address. */
    static ViewState of(QueryParameters parameters, Instant now) throws RefusedRangeException {
        Optional<String> from = parameters.getSingleParameter(FROM);
        Optional<String> to = parameters.getSingleParameter(TO);
        TimeRange range = from.isPresent() || to.isPresent()
                ? TimeRange.between(from.orElse(null), to.orElse(null))
                : parameters.getSingleParameter(RANGE).map(TimeRange::parse).orElse(TimeRange.DEFAULT);
        return withoutRange(parameters).with(range.checked(now));
    }

    /** Of an address's parameters those that links to other views keep. */
    static QueryParameters kept(QueryParameters parameters) {
        return parameters.including(RANGE, FROM, TO, COMPARE);
    }

    /** The address's parameters with this state in the place of the one they bear. */
    QueryParameters in(QueryParameters parameters) {
        return parameters
                .excluding(RANGE, FROM, TO, COMPARE)
                .mergingAll(parameters().getParameters());
    }

    /** As an address has it. */
    public QueryParameters parameters() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        String text = range.text();
        int slash = text.indexOf('/');
        if (slash < 0) {
            all.put(RANGE, List.of(text));
        } else {
            all.put(FROM, List.of(text.substring(0, slash)));
            all.put(TO, List.of(text.substring(slash + 1)));
        }
        if (compare) {
            all.put(COMPARE, List.of("1"));
        }
        return new QueryParameters(all);
    }

    /** The same for another range. */
    ViewState with(TimeRange other) {
        return new ViewState(other, compare);
    }

    /** The same with or without the period before. */
    ViewState comparing(boolean on) {
        return new ViewState(range, on);
    }
}

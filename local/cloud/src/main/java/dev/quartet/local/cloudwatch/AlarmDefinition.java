package dev.quartet.local.cloudwatch;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.MetricAlarms;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Registration;
import java.util.List;
import java.util.Optional;

/**
 * A metric alarm as the program declared it. Immutable.
 *
 * @param queries one for a plain metric; several, one of which is returned, for metric math
 * @param treatMissingData missing, notBreaching, breaching or ignore
 */
record AlarmDefinition(
        String name,
        String description,
        String region,
        List<MetricQuery> queries,
        int period,
        int evaluationPeriods,
        int datapointsToAlarm,
        Comparison comparison,
        double threshold,
        String treatMissingData,
        boolean actionsEnabled,
        List<String> alarmActions,
        List<String> okActions,
        List<String> insufficientDataActions) {
    private static final int DAY = 86_400;

    AlarmDefinition {
        requireNonNull(name, "name is null");
        queries = List.copyOf(queries);
        alarmActions = List.copyOf(alarmActions);
        okActions = List.copyOf(okActions);
        insufficientDataActions = List.copyOf(insufficientDataActions);
    }

    /** Reads an {@code aws:cloudwatch/metricAlarm:MetricAlarm}; throws {@link ProvisionException} for what AWS refuses. */
    static AlarmDefinition of(Registration registration, String name) {
        var inputs = registration.inputs();
        int periods = inputs.integer("evaluationPeriods");
        int toAlarm = inputs.optionalInteger("datapointsToAlarm").orElse(periods);
        if (toAlarm < 1 || toAlarm > periods) {
            throw refused(
                    inputs,
                    "datapointsToAlarm must be 1 to evaluationPeriods (%d), not %d".formatted(periods, toAlarm));
        }
        var queries = queries(inputs);
        int period = queries.stream().mapToInt(MetricQuery::period).max().orElse(60);
        if ((long) period * periods > DAY) {
            throw refused(inputs, "evaluationPeriods times period may be at most a day");
        }
        var operator = inputs.string("comparisonOperator");
        var comparison = Comparison.of(operator)
                .orElseThrow(() -> refused(
                        inputs,
                        "comparisonOperator must be one of %s, not %s"
                                .formatted(List.of(Comparison.values()), operator)));
        var missing = inputs.optionalString("treatMissingData").orElse("missing");
        if (!List.of("missing", "notBreaching", "breaching", "ignore").contains(missing)) {
            throw refused(
                    inputs, "treatMissingData must be missing, notBreaching, breaching or ignore, not " + missing);
        }
        var alarmActions = inputs.strings("alarmActions");
        var okActions = inputs.strings("okActions");
        var insufficientDataActions = inputs.strings("insufficientDataActions");
        for (var action : List.of(alarmActions, okActions, insufficientDataActions)) {
            action.forEach(arn -> requireSameRegion(registration, arn));
        }
        return new AlarmDefinition(
                name,
                inputs.optionalString("alarmDescription").orElse(""),
                registration.region(),
                queries,
                period,
                periods,
                toAlarm,
                comparison,
                inputs.optionalNumber("threshold").orElseThrow(() -> refused(inputs, "threshold is required")),
                missing,
                inputs.flag("actionsEnabled", true),
                alarmActions,
                okActions,
                insufficientDataActions);
    }

    /** Returns the alarm that another service wants. */
    static AlarmDefinition of(MetricAlarms.Spec spec, String region) {
        var stat = new MetricQuery.Stat(spec.namespace(), spec.metric(), spec.dimensions(), spec.statistic());
        return new AlarmDefinition(
                spec.name(),
                spec.description(),
                region,
                List.of(new MetricQuery("m", spec.metric(), true, 60, Optional.of(stat), Optional.empty())),
                60,
                spec.minutes(),
                spec.minutes(),
                spec.above() ? Comparison.GreaterThanThreshold : Comparison.LessThanThreshold,
                spec.threshold(),
                "missing",
                true,
                List.of(spec.actionArn()),
                List.of(),
                List.of());
    }

    /** Returns the ARNs of what is to be told when the alarm enters {@code state}. */
    List<String> actions(Alarm.State state) {
        return switch (state) {
            case ALARM -> alarmActions;
            case OK -> okActions;
            case INSUFFICIENT_DATA -> insufficientDataActions;
        };
    }

    /** Returns the query whose value is compared. */
    MetricQuery compared() {
        return queries.stream().filter(MetricQuery::returned).findFirst().orElseThrow();
    }

    private static List<MetricQuery> queries(Inputs inputs) {
        var blocks = inputs.blocks("metricQueries");
        if (blocks.isEmpty()) {
            var statistic = inputs.optionalString("statistic")
                    .or(() -> inputs.optionalString("extendedStatistic"))
                    .orElseThrow(() -> refused(inputs, "statistic or extendedStatistic is required"));
            return List.of(metric(inputs, "m", inputs.integer("period"), statistic, true));
        }
        var queries = blocks.stream().map(AlarmDefinition::query).toList();
        if (queries.stream().filter(MetricQuery::returned).count() != 1) {
            throw refused(inputs, "exactly one of metricQueries must have returnData true");
        }
        return queries;
    }

    private static MetricQuery query(Inputs block) {
        var metric = block.block("metric");
        if (metric.isPresent()) {
            var inner = metric.get();
            return metric(
                    inner,
                    block.string("id"),
                    inner.integer("period"),
                    inner.string("stat"),
                    block.flag("returnData", false));
        }
        return new MetricQuery(
                block.string("id"),
                block.optionalString("label").orElse(block.string("id")),
                block.flag("returnData", false),
                block.optionalInteger("period").orElse(60),
                Optional.empty(),
                block.optionalString("expression"));
    }

    private static MetricQuery metric(Inputs inputs, String id, int period, String statistic, boolean returned) {
        var name = inputs.string("metricName");
        Statistic.parse(statistic);
        var stat = new MetricQuery.Stat(inputs.string("namespace"), name, inputs.texts("dimensions"), statistic);
        return new MetricQuery(id, name, returned, period, Optional.of(stat), Optional.empty());
    }

    private static void requireSameRegion(Registration registration, String arn) {
        var region = Arn.parse(arn).region();
        if (!region.isEmpty() && !region.equals(registration.region())) {
            throw refused(
                    registration.inputs(),
                    "Invalid region %s specified in action %s. Only %s is supported: an alarm acts in its own region"
                            .formatted(region, arn, registration.region()));
        }
    }

    private static ProvisionException refused(Inputs inputs, String why) {
        return new ProvisionException(inputs.owner() + ": " + why);
    }
}

package dev.quartet.infra.operations;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryMetricArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import java.util.List;
import java.util.Map;

/** Makes alarms of one region, all to that region's topic. Missing data is not breaching: no traffic, no alarm. */
public final class Alarms {
    private final Scope scope;
    private final Output<String> topicArn;

    public Alarms(Scope scope, Output<String> topicArn) {
        this.scope = scope;
        this.topicArn = topicArn;
    }

    /** Adds an alarm on one metric. */
    public void add(Resource parent, String name, String description, AlarmRule rule) {
        add(parent, name, description, rule, Output.of(rule.dimensions()));
    }

    /** Adds an alarm on one metric whose dimensions are known only when what they name has been made. */
    public void add(
            Resource parent, String name, String description, AlarmRule rule, Output<Map<String, String>> dimensions) {
        MetricAlarmArgs.Builder args = base(name, description, 1)
                .namespace(rule.namespace())
                .metricName(rule.metric())
                .dimensions(dimensions)
                .comparisonOperator(rule.comparison())
                .period(AlarmRule.PERIOD_SECONDS)
                .threshold(rule.threshold())
                .evaluationPeriods(rule.periods())
                .datapointsToAlarm(rule.periods());
        // A percentile of three requests says nothing: it is judged only when there are enough of them.
        MetricAlarmArgs done = rule.percentile()
                ? args.extendedStatistic(rule.statistic())
                        .evaluateLowSampleCountPercentiles("ignore")
                        .build()
                : args.statistic(rule.statistic()).build();
        new MetricAlarm(name, done, Scope.in(parent));
    }

    /** Adds an alarm on the ratio of two metrics. */
    public void add(Resource parent, String name, String description, RatioRule rule) {
        add(parent, name, description, rule, Output.of(rule.dimensions()));
    }

    /** Adds an alarm on the ratio of two metrics whose dimensions are known only when what they name has been made. */
    public void add(
            Resource parent, String name, String description, RatioRule rule, Output<Map<String, String>> dimensions) {
        new MetricAlarm(
                name,
                base(name, description, 2)
                        .metricQueries(List.of(
                                MetricAlarmMetricQueryArgs.builder()
                                        .id("ratio")
                                        .expression("100 * part / whole")
                                        .label(rule.numerator() + " in percent of " + rule.denominator())
                                        .returnData(true)
                                        .build(),
                                sum("part", rule, rule.numerator(), dimensions),
                                sum("whole", rule, rule.denominator(), dimensions)))
                        .comparisonOperator("GreaterThanOrEqualToThreshold")
                        .threshold(rule.percent())
                        .evaluationPeriods(2)
                        .datapointsToAlarm(2)
                        .build(),
                Scope.in(parent));
    }

    private MetricAlarmArgs.Builder base(String name, String description, int metrics) {
        scope.tally().alarm(metrics);
        return MetricAlarmArgs.builder()
                .name(scope.names().regional(name))
                .alarmDescription(description)
                .treatMissingData("notBreaching")
                .alarmActions(Output.all(topicArn))
                .okActions(Output.all(topicArn));
    }

    private static MetricAlarmMetricQueryArgs sum(
            String id, RatioRule rule, String metric, Output<Map<String, String>> dimensions) {
        return MetricAlarmMetricQueryArgs.builder()
                .id(id)
                .metric(MetricAlarmMetricQueryMetricArgs.builder()
                        .namespace(rule.namespace())
                        .metricName(metric)
                        .dimensions(dimensions)
                        .period(AlarmRule.PERIOD_SECONDS)
                        .stat("Sum")
                        .build())
                .build();
    }
}

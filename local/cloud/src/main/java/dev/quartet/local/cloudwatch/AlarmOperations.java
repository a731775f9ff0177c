package dev.quartet.local.cloudwatch;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.AwsException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** CloudWatch's operations on alarms. Thread-safe. */
final class AlarmOperations {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_A_PAGE = 100;

    private final Alarms alarms;
    private final Clock clock;

    AlarmOperations(Alarms alarms, Clock clock) {
        this.alarms = alarms;
        this.clock = clock;
    }

    Map<String, JsonOperation> operations() {
        return Map.of(
                "DescribeAlarms", this::describe,
                "DescribeAlarmsForMetric", this::describeForMetric,
                "DescribeAlarmHistory", new AlarmHistory(alarms)::describe,
                "SetAlarmState", this::setState);
    }

    private JsonNode describe(AwsRequest request, ObjectNode input) {
        var names = Json.texts(input, "AlarmNames");
        var prefix = WireValues.text(input, "AlarmNamePrefix").orElse("");
        var state = WireValues.text(input, "StateValue");
        var matching = alarms.list(request.region()).stream()
                .filter(alarm ->
                        names.isEmpty() || names.contains(alarm.definition().name()))
                .filter(alarm -> alarm.definition().name().startsWith(prefix))
                .filter(alarm -> state.isEmpty()
                        || state.get().equals(alarm.status().state().name()))
                .toList();
        var output = JSON.createObjectNode();
        output.putArray("CompositeAlarms");
        write(output.putArray("MetricAlarms"), Page.of(matching, input, MOST_A_PAGE, output));
        return output;
    }

    private JsonNode describeForMetric(AwsRequest request, ObjectNode input) {
        var wanted = new MetricKey(
                request.region(),
                WireValues.requiredText(input, "Namespace"),
                WireValues.requiredText(input, "MetricName"),
                Json.dimensions(input));
        var output = JSON.createObjectNode();
        write(
                output.putArray("MetricAlarms"),
                alarms.list(request.region()).stream()
                        .filter(alarm -> alarm.definition().queries().stream()
                                .flatMap(query -> query.stat().stream())
                                .anyMatch(stat -> wanted.equals(new MetricKey(
                                        request.region(), stat.namespace(), stat.name(), stat.dimensions()))))
                        .toList());
        return output;
    }

    private JsonNode setState(AwsRequest request, ObjectNode input) {
        var name = WireValues.requiredText(input, "AlarmName");
        var alarm = alarms.find(request.region(), name)
                .orElseThrow(() -> new AwsException("ResourceNotFound", 404, "There is no alarm " + name));
        var value = WireValues.requiredText(input, "StateValue");
        var state = Arrays.stream(Alarm.State.values())
                .filter(candidate -> candidate.name().equals(value))
                .findFirst()
                .orElseThrow(() -> new AwsException(
                        "ValidationError",
                        400,
                        "StateValue must be one of %s, not %s".formatted(List.of(Alarm.State.values()), value)));
        alarm.moveTo(state, WireValues.requiredText(input, "StateReason"), clock.instant());
        return JSON.createObjectNode();
    }

    private static void write(ArrayNode target, List<Alarm> alarms) {
        for (var alarm : alarms) {
            var definition = alarm.definition();
            var status = alarm.status();
            var node = target.addObject()
                    .put("AlarmName", definition.name())
                    .put("AlarmArn", alarm.arn())
                    .put("AlarmDescription", definition.description())
                    .put("ActionsEnabled", definition.actionsEnabled())
                    .put("StateValue", status.state().name())
                    .put("StateReason", status.reason())
                    .put("EvaluationPeriods", definition.evaluationPeriods())
                    .put("DatapointsToAlarm", definition.datapointsToAlarm())
                    .put("Threshold", definition.threshold())
                    .put("ComparisonOperator", definition.comparison().name())
                    .put("TreatMissingData", definition.treatMissingData());
            node.putPOJO("StateUpdatedTimestamp", status.since());
            node.putPOJO("StateTransitionedTimestamp", status.since());
            definition.alarmActions().forEach(node.putArray("AlarmActions")::add);
            definition.okActions().forEach(node.putArray("OKActions")::add);
            node.putArray("InsufficientDataActions");
            if (definition.queries().size() == 1) {
                var stat = definition.compared().stat().orElseThrow();
                node.put("Namespace", stat.namespace())
                        .put("MetricName", stat.name())
                        .put("Period", definition.period());
                node.put(stat.statistic().startsWith("p") ? "ExtendedStatistic" : "Statistic", stat.statistic());
                MetricOperations.write(node.putArray("Dimensions"), stat.dimensions());
                node.putArray("Metrics");
            } else {
                var metrics = node.putArray("Metrics");
                definition.queries().forEach(query -> write(metrics.addObject(), query));
            }
        }
    }

    private static void write(ObjectNode node, MetricQuery query) {
        node.put("Id", query.id()).put("Label", query.label()).put("ReturnData", query.returned());
        query.expression().ifPresent(expression -> node.put("Expression", expression));
        query.stat().ifPresent(stat -> {
            var metricStat =
                    node.putObject("MetricStat").put("Period", query.period()).put("Stat", stat.statistic());
            var metric = metricStat
                    .putObject("Metric")
                    .put("Namespace", stat.namespace())
                    .put("MetricName", stat.name());
            MetricOperations.write(metric.putArray("Dimensions"), stat.dimensions());
        });
    }
}

package dev.quartet.local.cloudwatch;

import dev.quartet.local.cloudwatch.Alarm.Change;
import dev.quartet.local.core.Arn;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Topics;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells an alarm's topics of its changes of state, in the words that CloudWatch sends. See <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/US_SetupSNS.html">CloudWatch</a>. Thread-safe.
 */
final class AlarmNotifications {
    private static final Logger log = LoggerFactory.getLogger(AlarmNotifications.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);
    private static final int LONGEST_SUBJECT = 100;

    private final CloudContext context;
    private final Topics topics;

    AlarmNotifications(CloudContext context, Topics topics) {
        this.context = context;
        this.topics = topics;
    }

    /** Publishes {@code change} to the topics that the alarm names for its new state. */
    void changed(Alarm alarm, Change change) {
        var definition = alarm.definition();
        if (!definition.actionsEnabled()) {
            return;
        }
        var caller = Caller.service("cloudwatch.amazonaws.com", alarm.arn(), context.accountId());
        var subject = "%s: \"%s\" in %s".formatted(change.to(), definition.name(), definition.region());
        for (var action : definition.actions(change.to())) {
            if (!Arn.parse(action).service().equals("sns")) {
                continue; // other actions are AWS's own
            }
            try {
                var unused = topics.publish(
                        caller,
                        action,
                        new Topics.Message(
                                Optional.of(subject.substring(0, Math.min(LONGEST_SUBJECT, subject.length()))),
                                body(alarm, change).toString(),
                                Map.of()));
            } catch (AwsException e) {
                log.warn("alarm {} could not tell {}: {}", definition.name(), action, e.getMessage());
            }
        }
    }

    private ObjectNode body(Alarm alarm, Change change) {
        var definition = alarm.definition();
        var node = JSON.createObjectNode()
                .put("AlarmName", definition.name())
                .put("AlarmDescription", definition.description())
                .put("AWSAccountId", context.accountId())
                .put("AlarmConfigurationUpdatedTimestamp", time(alarm.created()))
                .put("NewStateValue", change.to().name())
                .put("NewStateReason", change.reason())
                .put("StateChangeTime", time(change.at()))
                .put("Region", definition.region())
                .put("AlarmArn", alarm.arn())
                .put("OldStateValue", change.from().name());
        texts(node, "OKActions", definition.okActions());
        texts(node, "AlarmActions", definition.alarmActions());
        texts(node, "InsufficientDataActions", definition.insufficientDataActions());
        node.set("Trigger", trigger(definition));
        return node;
    }

    private static ObjectNode trigger(AlarmDefinition definition) {
        var trigger = JSON.createObjectNode();
        var compared = definition.compared();
        if (definition.queries().size() == 1 && compared.stat().isPresent()) {
            plain(trigger, compared.stat().get());
        } else {
            var metrics = trigger.putArray("Metrics");
            definition.queries().forEach(query -> metric(metrics.addObject(), query));
        }
        return trigger.put("Period", definition.period())
                .put("EvaluationPeriods", definition.evaluationPeriods())
                .put("DatapointsToAlarm", definition.datapointsToAlarm())
                .put("ComparisonOperator", definition.comparison().name())
                .put("Threshold", definition.threshold())
                .put("TreatMissingData", definition.treatMissingData())
                .put("EvaluateLowSampleCountPercentile", "");
    }

    private static void plain(ObjectNode trigger, MetricQuery.Stat stat) {
        trigger.put("MetricName", stat.name()).put("Namespace", stat.namespace());
        if (stat.statistic().matches("p[0-9.]+")) {
            trigger.put("StatisticType", "ExtendedStatistic").put("ExtendedStatistic", stat.statistic());
        } else {
            trigger.put("StatisticType", "Statistic")
                    .put("Statistic", stat.statistic().toUpperCase(Locale.ROOT));
        }
        trigger.putNull("Unit");
        dimensions(trigger, stat);
    }

    private static void metric(ObjectNode node, MetricQuery query) {
        node.put("Id", query.id()).put("Label", query.label()).put("ReturnData", query.returned());
        query.expression().ifPresent(expression -> node.put("Expression", expression));
        query.stat().ifPresent(stat -> {
            var metric =
                    node.putObject("MetricStat").put("Period", query.period()).put("Stat", stat.statistic());
            dimensions(
                    metric.putObject("Metric").put("MetricName", stat.name()).put("Namespace", stat.namespace()), stat);
        });
    }

    private static void dimensions(ObjectNode node, MetricQuery.Stat stat) {
        var dimensions = node.putArray("Dimensions");
        stat.dimensions()
                .forEach((name, value) ->
                        dimensions.addObject().put("value", value).put("name", name));
    }

    private static void texts(ObjectNode node, String member, List<String> values) {
        values.forEach(node.putArray(member)::add);
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}

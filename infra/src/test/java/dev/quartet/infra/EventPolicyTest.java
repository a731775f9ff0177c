package dev.quartet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.infra.graph.Node;
import dev.quartet.infra.graph.StackGraph;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules of what is invoked by events: nothing is lost, whatever fails, and somebody is told. */
class EventPolicyTest {
    static Stream<StackGraph> stacks() {
        return Stacks.BY_NAME.values().stream();
    }

    private static boolean isQueue(Node node) {
        return node.type().endsWith("sqs/queue:Queue");
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyQueue_isEncryptedByAKeyThatServicesMayUse_andAnswersTlsOnly(StackGraph graph) {
        assertThat(graph.of("sqs/queue:Queue")).hasSize(12).allSatisfy(queue -> {
            assertThat(queue.inputs())
                    .containsEntry("sqsManagedSseEnabled", true)
                    .doesNotContainKey("kmsMasterKeyId");
            assertThat(graph.of("QueuePolicy"))
                    .filteredOn(policy -> graph.behind(policy, "queueUrl").contains(queue))
                    .singleElement()
                    .satisfies(policy -> assertThat(policy.text("policy"))
                            .contains("\"Effect\":\"Deny\"", "\"aws:SecureTransport\":\"false\""));
        });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyQueue_hasAReaderWithADeadLetterQueue_orAnAlarmOnItsFirstMessage(StackGraph graph) {
        assertThat(graph.of("sqs/queue:Queue")).allSatisfy(queue -> {
            List<String> alarmed = graph.of("MetricAlarm").stream()
                    .filter(alarm -> alarm.text("dimensions").equals("{QueueName=" + queue.text("name") + "}"))
                    .map(alarm -> alarm.text("metricName"))
                    .toList();
            boolean read = graph.of("EventSourceMapping").stream()
                    .anyMatch(mapping -> graph.behind(mapping, "eventSourceArn").contains(queue));
            if (read) {
                assertThat(alarmed).contains("ApproximateAgeOfOldestMessage");
                assertThat(queue.text("redrivePolicy")).containsPattern("\"maxReceiveCount\":[35]}");
                assertThat(graph.behind(queue, "redrivePolicy")).singleElement().matches(EventPolicyTest::isQueue);
            } else {
                assertThat(alarmed).contains("ApproximateNumberOfMessagesVisible");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyQueueMapping_hidesMessagesSixTimesAsLongAsItsFunctionMayTake(StackGraph graph) {
        List<Node> mappings = graph.of("EventSourceMapping").stream()
                .filter(mapping ->
                        graph.behind(mapping, "eventSourceArn").stream().anyMatch(EventPolicyTest::isQueue))
                .toList();
        assertThat(mappings).isNotEmpty().allSatisfy(mapping -> {
            Node queue = graph.behind(mapping, "eventSourceArn").get(0);
            Node function = function(graph, mapping, "functionName");
            assertThat(number(queue, "visibilityTimeoutSeconds")).isEqualTo(6 * number(function, "timeout"));
            assertThat(mapping.text("functionResponseTypes")).contains("ReportBatchItemFailures");
            assertThat(mapping.text("scalingConfig")).contains("maximumConcurrency");
        });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyStreamMapping_isolatesAPoisonRecord_keepsItWholeInABucket_thatRaisesAnAlarm(StackGraph graph) {
        List<Node> mappings = graph.of("EventSourceMapping").stream()
                .filter(mapping ->
                        graph.behind(mapping, "eventSourceArn").stream().noneMatch(EventPolicyTest::isQueue))
                .toList();
        assertThat(mappings).isNotEmpty().allSatisfy(mapping -> {
            assertThat(mapping.inputs())
                    .containsEntry("bisectBatchOnFunctionError", true)
                    .containsEntry("maximumRetryAttempts", 3L)
                    .containsEntry("startingPosition", "TRIM_HORIZON")
                    .containsEntry("functionResponseTypes", List.of("ReportBatchItemFailures"));
            List<Node> destinations = graph.behind(mapping, "destinationConfig");
            assertThat(destinations).singleElement().matches(node -> node.type().endsWith(":BucketV2"));
            Node notification = graph.of("BucketNotification").stream()
                    .filter(node -> graph.behind(node, "bucket").containsAll(destinations))
                    .findFirst()
                    .orElseThrow();
            assertThat(graph.behind(notification, "topics"))
                    .flatExtracting(topic -> subscribedQueues(graph, topic))
                    .singleElement()
                    .satisfies(queue -> assertThat(graph.of("MetricAlarm"))
                            .anyMatch(alarm -> alarm.text("dimensions").contains(queue.text("name"))));
            String function = function(graph, mapping, "functionName").text("name");
            assertThat(graph.of("MetricAlarm"))
                    .filteredOn(alarm -> alarm.text("dimensions").equals("{FunctionName=" + function + "}"))
                    .extracting(alarm -> alarm.text("metricName"))
                    .contains("IteratorAge", "DestinationDeliveryFailures");
        });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyMapping_invokesAnAlias_whoseRoleMayReadTheSourceFirst(StackGraph graph) {
        assertThat(graph.of("EventSourceMapping")).isNotEmpty().allSatisfy(mapping -> {
            assertThat(graph.behind(mapping, "functionName")).singleElement().matches(node -> node.type()
                    .endsWith("lambda/alias:Alias"));
            Node function = function(graph, mapping, "functionName");
            Node policy = graph.one("RolePolicy", function.name());
            assertThat(graph.waitsFor(mapping, policy)).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyFunctionBehindATopic_hasADestinationForWhatFails_beforeItIsSubscribed(StackGraph graph) {
        List<Node> subscriptions = graph.of("TopicSubscription").stream()
                .filter(subscription -> subscription.text("protocol").equals("lambda"))
                .toList();
        assertThat(subscriptions).isNotEmpty().allSatisfy(subscription -> {
            Node function = function(graph, subscription, "endpoint");
            assertThat(graph.waitsFor(subscription, asyncFailures(graph, function)))
                    .isTrue();
            assertThat(graph.of("lambda/permission:Permission"))
                    .filteredOn(permission -> permission.text("principal").equals("sns.amazonaws.com"))
                    .filteredOn(permission -> graph.waitsFor(subscription, permission))
                    .singleElement()
                    .satisfies(permission -> assertThat(graph.behind(permission, "sourceArn"))
                            .isEqualTo(graph.behind(subscription, "topic")));
        });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyNotification_comesAfterThePolicyOfItsTarget_whichAdmitsThatBucketAlone(StackGraph graph) {
        List<Node> notifications = graph.of("BucketNotification").stream()
                .filter(notification -> !notification.inputs().containsKey("lambdaFunctions"))
                .toList();
        assertThat(notifications).hasSize(3).allSatisfy(notification -> {
            boolean toQueue = notification.inputs().containsKey("queues");
            Node target =
                    graph.behind(notification, toQueue ? "queues" : "topics").get(0);
            Node policy = graph.of(toQueue ? "QueuePolicy" : "TopicPolicy").stream()
                    .filter(node ->
                            graph.behind(node, toQueue ? "queueUrl" : "arn").contains(target))
                    .findFirst()
                    .orElseThrow();
            assertThat(graph.waitsFor(notification, policy)).isTrue();
            assertThat(graph.behind(policy, "policy")).containsAll(graph.behind(notification, "bucket"));
            assertThat(policy.text("policy")).contains("s3.amazonaws.com", "aws:SourceArn", "aws:SourceAccount");
        });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyFunctionBehindABucket_isInvokedOnlyByItAndThisAccount_andItsFailuresHaveAQueueFirst(StackGraph graph) {
        List<Node> notifications = graph.of("BucketNotification").stream()
                .filter(notification -> notification.inputs().containsKey("lambdaFunctions"))
                .toList();
        assertThat(notifications).hasSize(2).allSatisfy(notification -> {
            Node function = function(graph, notification, "lambdaFunctions");
            assertThat(graph.waitsFor(notification, asyncFailures(graph, function)))
                    .isTrue();
            assertThat(graph.of("lambda/permission:Permission"))
                    .filteredOn(permission -> graph.waitsFor(notification, permission))
                    .singleElement()
                    .satisfies(permission -> {
                        assertThat(permission.text("principal")).isEqualTo("s3.amazonaws.com");
                        assertThat(permission.inputs()).containsKey("sourceAccount");
                        assertThat(graph.behind(permission, "sourceArn"))
                                .isEqualTo(graph.behind(notification, "bucket"));
                    });
        });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everySchedule_hasARoleForOneAliasAndItsDeadLetters_andItsFailuresHaveAQueueFirst(StackGraph graph) {
        assertThat(graph.of("Schedule")).isNotEmpty().allSatisfy(schedule -> {
            assertThat(schedule.text("target")).contains("deadLetterConfig", "retryPolicy");
            Node function = graph.of("lambda/function:Function").stream()
                    .filter(node -> node.name().equals(schedule.name()))
                    .findFirst()
                    .orElseThrow();
            assertThat(graph.waitsFor(schedule, asyncFailures(graph, function))).isTrue();
            Node policy = graph.one("RolePolicy", schedule.name() + "-schedule");
            assertThat(graph.waitsFor(schedule, policy)).isTrue();
            assertThat(graph.behind(policy, "policy"))
                    .extracting(Node::type)
                    .containsExactlyInAnyOrder("aws:lambda/alias:Alias", "aws:sqs/queue:Queue");
            assertThat(graph.one("Role", schedule.name() + "-schedule").text("assumeRolePolicy"))
                    .contains("scheduler.amazonaws.com", "aws:SourceAccount");
        });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyQueueBehindATopic_getsMessagesAsPublished_andKeepsWhatCannotBeDelivered(StackGraph graph) {
        assertThat(graph.one("TopicSubscription", "shipping")).satisfies(subscription -> {
            assertThat(subscription.inputs())
                    .containsEntry("rawMessageDelivery", true)
                    .containsEntry("filterPolicyScope", "MessageAttributes")
                    .containsEntry("filterPolicy", "{\"eventType\":[\"OrderPlaced\"]}");
            for (String end : List.of("endpoint", "redrivePolicy")) {
                Node queue = graph.behind(subscription, end).get(0);
                Node policy = graph.one("QueuePolicy", queue.name());
                assertThat(graph.waitsFor(subscription, policy)).isTrue();
                assertThat(graph.behind(policy, "policy")).containsAll(graph.behind(subscription, "topic"));
            }
        });
    }

    private static Node asyncFailures(StackGraph graph, Node function) {
        Node config = graph.one("FunctionEventInvokeConfig", function.name());
        assertThat(graph.behind(config, "destinationConfig")).singleElement().matches(EventPolicyTest::isQueue);
        assertThat(config.text("qualifier")).isEqualTo("live");
        return config;
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyTopicThatServicesPublishTo_namesThemAndTheAccount(StackGraph graph) {
        assertThat(graph.of("Topic")).isNotEmpty().allSatisfy(topic -> assertThat(graph.of("TopicPolicy"))
                .filteredOn(policy -> graph.behind(policy, "arn").contains(topic))
                .singleElement()
                .satisfies(policy -> {
                    assertThat(policy.text("policy")).doesNotContain("\"Effect\":\"Allow\",\"Principal\":\"*\"");
                    // The functions of the stack publish with their roles, for which a topic's policy says nothing.
                    if (policy.text("policy").contains("\"Allow\"")) {
                        assertThat(policy.text("policy")).contains("\"Service\":", "aws:SourceAccount");
                    } else {
                        assertThat(policy.text("policy")).contains("aws:SecureTransport");
                    }
                }));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyQueueThatAlarmsOnABucketsEvents_getsNoTestEvent_andAdmitsTheTopicAlone(StackGraph graph) {
        List<Node> topics = graph.of("BucketNotification").stream()
                .flatMap(notification -> graph.behind(notification, "topics").stream())
                .toList();
        assertThat(topics).isNotEmpty().allSatisfy(topic -> {
            Node subscription = graph.of("TopicSubscription").stream()
                    .filter(node -> graph.behind(node, "topic").contains(topic))
                    .findFirst()
                    .orElseThrow();
            assertThat(subscription.inputs())
                    .containsEntry("protocol", "sqs")
                    .containsEntry("rawMessageDelivery", true)
                    .containsEntry("filterPolicyScope", "MessageBody")
                    .containsEntry("filterPolicy", "{\"Records\":{\"eventSource\":[\"aws:s3\"]}}");
            assertThat(graph.of("BucketNotification"))
                    .filteredOn(node -> graph.behind(node, "topics").contains(topic))
                    .allMatch(notification -> graph.waitsFor(subscription, notification));
            assertThat(subscribedQueues(graph, topic)).singleElement().satisfies(queue -> {
                Node policy = graph.of("QueuePolicy").stream()
                        .filter(node -> graph.behind(node, "queueUrl").contains(queue))
                        .findFirst()
                        .orElseThrow();
                assertThat(graph.waitsFor(subscription, policy)).isTrue();
                assertThat(graph.behind(policy, "policy")).contains(topic);
                assertThat(policy.text("policy"))
                        .contains("sns.amazonaws.com", "aws:SourceArn")
                        .doesNotContain("s3.amazonaws.com");
            });
        });
    }

    private static List<Node> subscribedQueues(StackGraph graph, Node topic) {
        return graph.of("TopicSubscription").stream()
                .filter(subscription -> graph.behind(subscription, "topic").contains(topic))
                .flatMap(subscription -> graph.behind(subscription, "endpoint").stream())
                .filter(EventPolicyTest::isQueue)
                .toList();
    }

    private static Node function(StackGraph graph, Node node, String property) {
        Node alias = graph.behind(node, property).get(0);
        return graph.behind(alias, "functionName").get(0);
    }

    private static long number(Node node, String key) {
        return ((Number) Map.copyOf(node.inputs()).get(key)).longValue();
    }
}

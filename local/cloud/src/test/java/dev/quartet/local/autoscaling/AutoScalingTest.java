package dev.quartet.local.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.Instances;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.TargetGroups;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** A group's decisions, minute by minute. */
class AutoScalingTest {
    private ScalingKit kit;

    @BeforeEach
    void start() throws IOException {
        kit = new ScalingKit();
    }

    @AfterEach
    void stop() {
        kit.close();
    }

    @Test
    void group_shouldStartItsInstances_inBothZones() {
        var made = kit.group(Map.of("desiredCapacity", 3.0));

        var group = kit.seen();
        assertThat(made.outputs()).containsEntry("desiredCapacity", 3).containsEntry("name", "updates");
        assertThat(group.autoScalingGroupARN()).isEqualTo(made.outputs().get("arn"));
        assertThat(group.instances())
                .hasSize(3)
                .allSatisfy(instance ->
                        assertThat(instance.lifecycleStateAsString()).isEqualTo("InService"))
                .extracting(Instance::availabilityZone)
                .containsExactly("eu-west-1a", "eu-west-1b", "eu-west-1a");
        assertThat(group.launchTemplate().version()).isEqualTo("1");
        assertThat(group.healthCheckGracePeriod()).isEqualTo(120);
        assertThat(kit.fleet.targets).hasSize(3);
        assertThat(kit.causes())
                .first()
                .asString()
                .startsWith("Launching a new EC2 instance: i-3: At 2026-01-31T12:00:00Z an instance was started")
                .endsWith("increasing the capacity from 2 to 3.");
        assertThat(kit.client.describeAutoScalingInstances().autoScalingInstances())
                .allSatisfy(
                        instance -> assertThat(instance.autoScalingGroupName()).isEqualTo("updates"));
    }

    @Test
    void deadInstance_shouldBeReplacedAtOnce() {
        kit.group(Map.of());
        kit.fleet.become("i-1", Instances.State.TERMINATED);

        kit.look();

        assertThat(kit.fleet.alive()).containsExactly("i-2");
        assertThat(kit.seen().instances()).extracting(Instance::instanceId).containsExactly("i-2");
        assertThat(kit.causes().get(1))
                .startsWith("Terminating EC2 instance: i-1")
                .contains("in response to an EC2 health check");
    }

    @Test
    void unhealthyTarget_shouldBeReplaced_afterTheGracePeriod() {
        kit.group(Map.of());
        kit.fleet.targets.put("i-1", TargetGroups.State.UNHEALTHY);

        kit.pass(Duration.ofSeconds(119));
        kit.look();
        assertThat(kit.fleet.alive()).containsExactly("i-1");
        kit.pass(Duration.ofSeconds(1));
        kit.look();

        assertThat(kit.fleet.alive()).containsExactly("i-2");
        assertThat(kit.causes().get(1)).contains("in response to an ELB system health check failure");
    }

    @Test
    void maintenancePolicy_shouldKeepTheUnhealthyOne_untilTheNextIsHealthy() {
        kit.group(Map.of(
                "instanceMaintenancePolicy", Map.of("minHealthyPercentage", 100.0, "maxHealthyPercentage", 200.0)));
        kit.fleet.targets.put("i-1", TargetGroups.State.UNHEALTHY);
        kit.fleet.fresh = TargetGroups.State.INITIAL;
        kit.pass(Duration.ofMinutes(2));

        kit.look();
        assertThat(kit.fleet.alive()).containsExactly("i-1", "i-2");
        kit.fleet.targets.put("i-2", TargetGroups.State.HEALTHY);
        kit.look();

        assertThat(kit.fleet.alive()).containsExactly("i-2");
        kit.look();
        assertThat(kit.fleet.instances).hasSize(2);
    }

    @Test
    void leavingInstance_shouldDrainFirst() {
        kit.group(Map.of("desiredCapacity", 2.0));
        kit.fleet.slowToDrain = true;

        kit.client.setDesiredCapacity(r -> r.autoScalingGroupName("updates").desiredCapacity(1));
        kit.look();

        assertThat(kit.fleet.draining).containsOnlyKeys("i-1");
        assertThat(kit.fleet.alive()).containsExactly("i-1", "i-2");
        assertThat(kit.seen().instances().getFirst().lifecycleStateAsString()).isEqualTo("Terminating");
        assertThat(kit.client
                        .describeScalingActivities()
                        .activities()
                        .getFirst()
                        .statusCodeAsString())
                .isEqualTo("WaitingForELBConnectionDraining");
        kit.fleet.draining.get("i-1").complete(null);
        kit.look();
        assertThat(kit.fleet.alive()).containsExactly("i-2");
        assertThat(kit.seen().instances()).hasSize(1);
    }

    @Test
    void targetTracking_shouldGrowAfterThreeMinutes_toWhatTheLoadNeeds() {
        kit.group(Map.of());
        kit.policy(600);
        kit.minute(10); // warms up
        kit.minute(10);
        kit.minute(10);

        kit.minute(1500);
        kit.minute(1500);
        assertThat(kit.seen().desiredCapacity()).isEqualTo(1);
        kit.minute(1500);

        assertThat(kit.seen().desiredCapacity()).isEqualTo(3);
        assertThat(kit.fleet.alive()).hasSize(3);
        assertThat(kit.causes())
                .first()
                .asString()
                .contains("a monitor alarm TargetTracking-updates-AlarmHigh-")
                .contains("triggered policy requests changing the desired capacity from 1 to 3");
        // The same load on three: the alarm ends, and what it was while they warmed up counts for one alone.
        kit.minute(1500);
        kit.minute(500);
        kit.minute(500);
        assertThat(kit.seen().desiredCapacity()).isEqualTo(3);
    }

    @Test
    void targetTracking_shouldStayWithinTheMaximum() {
        kit.group(Map.of());
        kit.policy(600);
        for (int i = 0; i < 3; i++) {
            kit.minute(60_000);
        }
        assertThat(kit.seen().desiredCapacity()).isEqualTo(4);
    }

    @Test
    void targetTracking_shouldShrinkAfterFifteenMinutes_toWhatHolds() {
        kit.group(Map.of("desiredCapacity", 4.0));
        kit.policy(600);

        for (int i = 0; i < 14; i++) {
            kit.minute(i == 7 ? 290 : 200);
        }
        assertThat(kit.seen().desiredCapacity()).isEqualTo(4);
        kit.minute(200);

        assertThat(kit.seen().desiredCapacity()).isEqualTo(2); // 4 × 290 / 600 = 1.93
        assertThat(kit.fleet.alive()).hasSize(2);
        assertThat(kit.causes()).first().asString().contains("AlarmLow");
    }

    @Test
    void targetTracking_shouldNotShrink_withoutData() {
        kit.group(Map.of("desiredCapacity", 2.0));
        kit.policy(600);
        for (int i = 0; i < 20; i++) {
            kit.pass(Duration.ofMinutes(1));
            kit.alarms.evaluate();
            kit.look();
        }
        assertThat(kit.seen().desiredCapacity()).isEqualTo(2);
    }

    @Test
    void policy_shouldShowItsAlarms_inCloudWatch() {
        kit.group(Map.of());
        var made = kit.policy(600);
        for (int i = 0; i < 3; i++) {
            kit.minute(700);
        }

        var policy = kit.client.describePolicies().scalingPolicies().getFirst();
        assertThat(policy.policyARN()).isEqualTo(made.outputs().get("arn"));
        assertThat(policy.targetTrackingConfiguration().targetValue()).isEqualTo(600);
        var alarms = kit.cloudWatch
                .describeAlarms(r -> r.alarmNamePrefix("TargetTracking-updates-"))
                .metricAlarms();
        assertThat(alarms).hasSize(2);
        assertThat(policy.alarms())
                .extracting(alarm -> alarm.alarmName())
                .containsExactlyInAnyOrder(
                        alarms.get(0).alarmName(), alarms.get(1).alarmName());
        assertThat(alarms).anySatisfy(alarm -> {
            assertThat(alarm.alarmName()).contains("AlarmHigh");
            assertThat(alarm.threshold()).isEqualTo(600);
            assertThat(alarm.evaluationPeriods()).isEqualTo(3);
            assertThat(alarm.alarmActions()).containsExactly(policy.policyARN());
            assertThat(alarm.stateValue()).isEqualTo(StateValue.ALARM);
        });
        assertThat(alarms).anySatisfy(alarm -> {
            assertThat(alarm.alarmName()).contains("AlarmLow");
            assertThat(alarm.threshold()).isEqualTo(540);
            assertThat(alarm.evaluationPeriods()).isEqualTo(15);
        });
    }

    @Test
    void instanceRefresh_shouldReplaceOneByOne_newOnesFirst() {
        var before = ScalingKit.arguments(Map.of("desiredCapacity", 2.0));
        var made = kit.group(Map.of("desiredCapacity", 2.0));
        kit.fleet.latest = 2;
        kit.pass(Duration.ofSeconds(200));

        var changed = ScalingKit.arguments(
                Map.of("desiredCapacity", 2.0, "launchTemplate", Map.of("id", "lt-1", "version", "2")));
        kit.deploy(made, before, changed, "launchTemplate");
        kit.look();
        assertThat(kit.fleet.alive()).containsExactly("i-1", "i-2", "i-3");
        kit.pass(Duration.ofSeconds(119));
        kit.look();
        assertThat(kit.fleet.alive()).hasSize(3);
        kit.pass(Duration.ofSeconds(1));
        kit.look();
        assertThat(kit.fleet.alive()).containsExactly("i-2", "i-3", "i-4");
        var underWay = kit.client
                .describeInstanceRefreshes(r -> r.autoScalingGroupName("updates"))
                .instanceRefreshes()
                .getFirst();
        assertThat(underWay.statusAsString()).isEqualTo("InProgress");
        assertThat(underWay.percentageComplete()).isEqualTo(50);
        kit.pass(Duration.ofMinutes(2));
        kit.look();

        assertThat(kit.fleet.alive()).containsExactly("i-3", "i-4");
        assertThat(kit.seen().instances())
                .allSatisfy(instance ->
                        assertThat(instance.launchTemplate().version()).isEqualTo("2"));
        assertThat(kit.client
                        .describeInstanceRefreshes(r -> r.autoScalingGroupName("updates"))
                        .instanceRefreshes()
                        .getFirst()
                        .statusAsString())
                .isEqualTo("Successful");
    }

    @Test
    void api_shouldChangeSizes_andRefuseWhatAwsRefuses() {
        kit.group(Map.of());

        kit.client.updateAutoScalingGroup(
                r -> r.autoScalingGroupName("updates").minSize(2).maxSize(3));
        kit.look();
        assertThat(kit.seen().desiredCapacity()).isEqualTo(2);
        assertThat(kit.fleet.alive()).hasSize(2);
        var activity = kit.client
                .terminateInstanceInAutoScalingGroup(r -> r.instanceId("i-1").shouldDecrementDesiredCapacity(false))
                .activity();
        kit.look();
        assertThat(activity.description()).isEqualTo("Terminating EC2 instance: i-1");
        assertThat(kit.fleet.alive()).containsExactly("i-2", "i-3");
        assertRefused(
                () -> kit.client.setDesiredCapacity(
                        r -> r.autoScalingGroupName("updates").desiredCapacity(4)),
                "above max value 3");
        assertRefused(
                () -> kit.client.terminateInstanceInAutoScalingGroup(
                        r -> r.instanceId("i-2").shouldDecrementDesiredCapacity(true)),
                "desiredSize equals minSize (2)");
        assertRefused(
                () -> kit.client.setDesiredCapacity(
                        r -> r.autoScalingGroupName("none").desiredCapacity(1)),
                "name not found");
        kit.authorizer.deny("autoscaling:SetDesiredCapacity");
        assertRefused(
                () -> kit.client.setDesiredCapacity(
                        r -> r.autoScalingGroupName("updates").desiredCapacity(3)),
                "not authorized to perform: autoscaling:SetDesiredCapacity");
    }

    @Test
    void groupMetrics_shouldBePublishedOnceAMinute_asFarAsEnabled() {
        kit.fleet.slowToStart = true;
        kit.group(Map.of("desiredCapacity", 2.0));
        kit.fleet.become("i-1", Instances.State.RUNNING);
        kit.look();

        kit.pass(Duration.ofSeconds(49));
        kit.look();
        assertThat(metric("GroupDesiredCapacity")).isZero();
        kit.pass(Duration.ofSeconds(2));
        kit.look();
        kit.look();

        assertThat(metric("GroupDesiredCapacity")).isEqualTo(2);
        assertThat(metric("GroupInServiceInstances")).isEqualTo(1);
        assertThat(metric("GroupTotalInstances")).isEqualTo(2);
        assertThat(metric("GroupPendingInstances")).isZero();
        kit.pass(Duration.ofMinutes(1));
        kit.look();
        assertThat(metric("GroupDesiredCapacity")).isEqualTo(4);
    }

    @Test
    void instanceThatDiesWhileItStarts_shouldNotBeReplacedInARush() {
        kit.fleet.slowToStart = true;
        kit.group(Map.of());
        kit.fleet.become("i-1", Instances.State.TERMINATED);

        kit.look();
        kit.pass(Duration.ofSeconds(9));
        kit.look();
        assertThat(kit.fleet.instances).hasSize(1);
        assertThat(kit.client
                        .describeScalingActivities()
                        .activities()
                        .getFirst()
                        .statusCodeAsString())
                .isEqualTo("Failed");
        kit.pass(Duration.ofSeconds(1));
        kit.look();
        assertThat(kit.fleet.alive()).containsExactly("i-2");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(Map.of("minSize", 5.0), "Max bound, 4, must be greater than or equal to min bound, 5"),
                Arguments.of(Map.of("desiredCapacity", 9.0), "Desired capacity:9 must be between"),
                Arguments.of(
                        Map.of("vpcZoneIdentifiers", List.of("subnet-x")), "The subnet ID 'subnet-x' does not exist"),
                Arguments.of(Map.of("enabledMetrics", List.of("GroupX")), "'GroupX' is not a group metric"),
                Arguments.of(Map.of("healthCheckType", "VPC"), "must be EC2 or ELB"),
                Arguments.of(Map.of("launchTemplate", Map.of("id", "lt-1", "version", "7")), "VersionNotFound"),
                Arguments.of(
                        Map.of("launchConfiguration", "x"), "launchConfiguration: the local cloud's groups have none"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void group_shouldBeRefused(Map<String, Object> more, String message) {
        assertThatThrownBy(() -> kit.group(more))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining(message);
    }

    private double metric(String name) {
        return kit.groupMetrics.sum("AWS/AutoScaling", name, Map.of("AutoScalingGroupName", "updates"));
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(AutoScalingException.class).hasMessageContaining(message);
    }
}

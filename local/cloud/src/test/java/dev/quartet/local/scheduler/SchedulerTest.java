package dev.quartet.local.scheduler;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.Disorder;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.MessageAttribute;
import dev.quartet.local.core.MutableClock;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.gateway.AwsGateway;
import dev.quartet.local.gateway.SignatureVerifier;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.iam.IamKit;
import dev.quartet.local.sqs.Sqs;
import dev.quartet.local.sts.Sessions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.ValidationException;

/** Schedules by a clock that the test moves: who is invoked when, as whom, and what becomes of failures. */
class SchedulerTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:sweeper:live";
    private static final String ROLE = "arn:aws:iam::123456789012:role/scheduler";
    private static final String GROUP = "arn:aws:scheduler:eu-central-1:123456789012:schedule-group/default";
    private static final String DEAD = "arn:aws:sqs:eu-central-1:123456789012:dead";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T12:00:00Z"));
    private final IamKit iam = new IamKit(clock);
    private final RecordingMetrics metrics = new RecordingMetrics();
    private final Invoker functions = new Invoker();
    private final Sqs sqs = new Sqs(IamKit.context(clock), iam.authorizer(), metrics, Disorder.NONE);
    private final Scheduler scheduler =
            new Scheduler(IamKit.context(clock), iam.authorizer(), iam.authorizer(), functions, sqs, metrics);
    private AwsGateway gateway;
    private LoopbackServer server;
    private SchedulerClient client;

    @BeforeEach
    void start() throws Exception {
        scheduler.resources().install(iam.catalog());
        sqs.resources().install(iam.catalog());
        iam.roleWithTrust("scheduler", """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                 "Principal": {"Service": "scheduler.amazonaws.com"}, "Action": "sts:AssumeRole",
                 "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"},
                               "ArnEquals": {"aws:SourceArn": "%s"}}}]}""".formatted(GROUP));
        iam.allow("scheduler", "lambda:InvokeFunction", FUNCTION);
        iam.register("aws:sqs/queue:Queue", "dead", Map.of("name", "dead"));
        var sessions = new Sessions(IamKit.context(clock), iam.authorizer());
        gateway = new AwsGateway(
                new SignatureVerifier(IamKit.context(java.time.Clock.systemUTC()), sessions),
                new OpenNetwork(),
                (from, service, reason) -> {},
                Duration.ofSeconds(1));
        gateway.add(scheduler.api());
        server = LoopbackServer.start(0, gateway);
        client = SchedulerClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(sessions.rootAccessKeyId(), sessions.rootSecretAccessKey())))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        gateway.close();
        scheduler.close();
        sqs.close();
    }

    @Test
    void rate_shouldInvokeOnceForEachTime() {
        var outputs = schedule(Map.of());
        assertThat(outputs)
                .containsEntry("arn", "arn:aws:scheduler:eu-central-1:123456789012:schedule/default/sweep")
                .containsEntry("groupName", "default")
                .containsEntry("state", "ENABLED")
                .containsEntry("scheduleExpressionTimezone", "UTC");
        look();
        invoked(1); // at once, as the rate has no start
        look();
        clock.advance(Duration.ofSeconds(59));
        look();
        clock.advance(Duration.ofSeconds(1));
        look();
        look();
        invoked(2);
        clock.advance(Duration.ofMinutes(3)); // a machine too busy to look: nothing is lost, nothing is doubled
        look();
        invoked(5);
        assertThat(functions.calls)
                .extracting(Call::time)
                .containsExactlyInAnyOrder(
                        "2026-01-31T12:00:00Z",
                        "2026-01-31T12:01:00Z",
                        "2026-01-31T12:02:00Z",
                        "2026-01-31T12:03:00Z",
                        "2026-01-31T12:04:00Z");
        assertThat(functions.calls).allSatisfy(call -> {
            assertThat(call.caller().roleArn()).contains(ROLE);
            assertThat(call.functionArn()).isEqualTo(FUNCTION);
        });
        assertThat(sum("InvocationAttemptCount")).isEqualTo(5);
        assertThat(sum("TargetErrorCount")).isZero();
    }

    @Test
    void sleepingMachine_shouldNotBeFlooded() {
        schedule(Map.of());
        look();
        invoked(1);
        clock.advance(Duration.ofHours(8));
        look();
        await().atMost(SOON).until(() -> functions.calls.size() >= 6);
        assertThat(functions.calls.size()).isLessThanOrEqualTo(7); // the last five minutes
        assertThat(functions.calls)
                .extracting(Call::time)
                .contains("2026-01-31T20:00:00Z")
                .doesNotHaveDuplicates();
    }

    @Test
    void input_shouldHaveItsContextAttributesReplaced() {
        schedule(
                Map.of(
                        "target",
                        target(
                                Map.of(
                                        "input",
                                        "{\"arn\": \"<aws.scheduler.schedule-arn>\", \"time\": \"<aws.scheduler.scheduled-time>\", \"id\": \"<aws.scheduler.execution-id>\", \"try\": <aws.scheduler.attempt-number>}"))));
        look();
        invoked(1);
        assertThat(functions.calls.getFirst().payload())
                .matches("\\{\"arn\": \"arn:aws:scheduler:eu-central-1:123456789012:schedule/default/sweep\", "
                        + "\"time\": \"2026-01-31T12:00:00Z\", \"id\": \"[0-9a-f]{16}\", \"try\": 1}");
    }

    @Test
    void cron_shouldKeepToItsZoneStartAndEnd() {
        schedule(Map.of(
                "scheduleExpression", "cron(0 9 * * ? *)",
                "scheduleExpressionTimezone", "Asia/Seoul",
                "startDate", "2026-02-02T00:00:00Z",
                "endDate", "2026-02-03T12:00:00Z"));
        for (int hour = 0; hour < 96; hour++) {
            look();
            clock.advance(Duration.ofHours(1));
        }
        invoked(2);
        assertThat(functions.calls)
                .extracting(Call::time)
                .containsExactlyInAnyOrder("2026-02-02T00:00:00Z", "2026-02-03T00:00:00Z");
    }

    @Test
    void disabledSchedule_shouldRest_andGoOnWhenEnabled() {
        schedule(Map.of("state", "DISABLED", "scheduleExpression", "rate(1 hour)"));
        clock.advance(Duration.ofHours(3));
        look();
        client.updateSchedule(r -> r.name("sweep")
                .scheduleExpression("at(2026-01-31T16:00:00)")
                .state(ScheduleState.ENABLED)
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> t.arn(FUNCTION).roleArn(ROLE)));
        look();
        clock.advance(Duration.ofHours(1));
        look();
        invoked(1);
        assertThat(functions.calls.getFirst().time()).isEqualTo("2026-01-31T16:00:00Z");
        assertThat(functions.calls.getFirst().payload()).contains("\"source\":\"aws.scheduler\"");
    }

    @Test
    void flexibleWindow_shouldDelayWithinIt() {
        schedule(Map.of(
                "scheduleExpression",
                "at(2026-01-31T13:00:00)",
                "flexibleTimeWindow",
                Map.of("mode", "FLEXIBLE", "maximumWindowInMinutes", 15.0)));
        clock.advance(Duration.ofMinutes(60).plusNanos(1));
        look();
        clock.advance(Duration.ofMinutes(15));
        look();
        invoked(1);
        assertThat(functions.calls.getFirst().time()).isEqualTo("2026-01-31T13:00:00Z");
    }

    @Test
    void passingFailures_shouldBeTriedAgainAndEndInTheDeadLetterQueue() throws Exception {
        iam.allow("scheduler", "sqs:SendMessage", DEAD);
        functions.failure = Optional.of(new AwsException("TooManyRequestsException", 429, "Rate Exceeded."));
        schedule(Map.of(
                "scheduleExpression",
                "at(2026-01-31T12:00:01)",
                "target",
                target(Map.of(
                        "input",
                        "{\"n\": 1}",
                        "retryPolicy",
                        Map.of("maximumRetryAttempts", 2.0),
                        "deadLetterConfig",
                        Map.of("arn", DEAD)))));
        await().atMost(SOON).until(() -> {
            clock.advance(Duration.ofSeconds(2));
            look();
            return sum("InvocationsSentToDeadLetterCount") == 1;
        });
        assertThat(sum("InvocationAttemptCount")).isEqualTo(3);
        assertThat(sum("TargetErrorCount")).isEqualTo(3);
        assertThat(sum("TargetErrorThrottledCount")).isEqualTo(3);
        assertThat(sum("InvocationDroppedCount")).isEqualTo(1);
        var letter = sqs.receive(IamKit.ROOT, DEAD, 1, Duration.ZERO).getFirst();
        assertThat(letter.body()).isEqualTo("{\"n\": 1}");
        assertThat(letter.messageAttributes())
                .containsEntry("ERROR_CODE", new MessageAttribute("String", "TooManyRequestsException"))
                .containsEntry("RETRY_ATTEMPTS", new MessageAttribute("String", "2"))
                .containsEntry("EXHAUSTED_RETRY_CONDITION", new MessageAttribute("String", "MaximumRetryAttempts"))
                .containsEntry("SCHEDULED_TIME", new MessageAttribute("String", "2026-01-31T12:00:01Z"))
                .containsEntry("TARGET_ARN", new MessageAttribute("String", FUNCTION));
    }

    @Test
    void oldInvocation_shouldBeDropped() {
        functions.failure = Optional.of(new AwsException("ServiceException", 500, "no"));
        schedule(Map.of(
                "scheduleExpression",
                "at(2026-01-31T12:00:01)",
                "target",
                target(Map.of("retryPolicy", Map.of("maximumEventAgeInSeconds", 60.0)))));
        await().atMost(SOON).until(() -> {
            // Time stands still during a try, which a busy machine may hold up.
            if (sum("InvocationAttemptCount") == sum("TargetErrorCount")) {
                clock.advance(Duration.ofSeconds(5));
                look();
            }
            return sum("InvocationDroppedCount") == 1;
        });
        assertThat(sum("InvocationAttemptCount")).isBetween(3.0, 8.0);
    }

    @Test
    void refusal_shouldNotBeTriedAgain() throws Exception {
        iam.allow("scheduler", "sqs:SendMessage", DEAD);
        functions.failure = Optional.of(new AwsException("ResourceNotFoundException", 404, "no function"));
        schedule(Map.of("target", target(Map.of("deadLetterConfig", Map.of("arn", DEAD)))));
        look();
        await().atMost(SOON).until(() -> sum("InvocationsSentToDeadLetterCount") == 1);
        assertThat(sqs.receive(IamKit.ROOT, DEAD, 1, Duration.ZERO).getFirst().messageAttributes())
                .containsEntry("RETRY_ATTEMPTS", new MessageAttribute("String", "0"))
                .doesNotContainKey("EXHAUSTED_RETRY_CONDITION");
    }

    @Test
    void deadLetterQueueWithoutRights_shouldBeCounted() {
        functions.failure = Optional.of(new AwsException("ResourceNotFoundException", 404, "no function"));
        schedule(Map.of("target", target(Map.of("deadLetterConfig", Map.of("arn", DEAD)))));
        look();
        // By its cause it is counted last.
        await().atMost(SOON).until(() -> sum("InvocationsFailedToBeSentToDeadLetterCount_AccessDenied") == 1);
        assertThat(sum("InvocationsFailedToBeSentToDeadLetterCount")).isEqualTo(1);
    }

    @Test
    void queue_shouldBeATargetToo() throws Exception {
        iam.allow("scheduler", "sqs:SendMessage", DEAD);
        var target = new HashMap<String, Object>(target(Map.of("input", "hello")));
        target.put("arn", DEAD);
        schedule(Map.of("target", target));
        look();
        await().atMost(SOON)
                .until(() -> metrics.sum("AWS/SQS", "NumberOfMessagesSent", Map.of("QueueName", "dead")) == 1);
        assertThat(sqs.receive(IamKit.ROOT, DEAD, 1, Duration.ZERO).getFirst().body())
                .isEqualTo("hello");
    }

    @Test
    void schedules_shouldBeRefusedAsSchedulerRefusesThem() {
        refused(Map.of("scheduleExpression", "cron(* * * * * *)"), "Invalid Schedule Expression", "day-of-month");
        refused(Map.of("scheduleExpressionTimezone", "Mars/Olympus"), "ScheduleExpressionTimezone");
        refused(Map.of("name", "a b"), "name");
        refused(Map.of("groupName", "nowhere"), "Schedule group nowhere does not exist", "trust policy");
        refused(Map.of("flexibleTimeWindow", Map.of("mode", "FLEXIBLE")), "MaximumWindowInMinutes");
        refused(Map.of("target", target(Map.of("retryPolicy", Map.of("maximumRetryAttempts", 186.0)))), "186");
        refused(Map.of("target", target(Map.of("deadLetterConfig", Map.of("arn", DEAD + ".fifo")))), "standard queue");
        refused(Map.of("kmsKeyArn", "arn:aws:kms:x:1:key/y"), "kmsKeyArn");
        iam.role("stranger", "lambda.amazonaws.com");
        var target = new HashMap<String, Object>(target(Map.of()));
        target.put("roleArn", "arn:aws:iam::123456789012:role/stranger");
        refused(Map.of("target", target), "must allow AWS EventBridge Scheduler to assume the role", GROUP);
        target.put("arn", "arn:aws:states:eu-central-1:123456789012:stateMachine:x");
        refused(Map.of("target", target), "functions and queues");
    }

    @Test
    void api_shouldCreateReadListChangeAndDelete() {
        client.createScheduleGroup(r -> r.name("shop").tags(t -> t.key("a").value("b")));
        assertThat(client.getScheduleGroup(r -> r.name("shop")).stateAsString()).isEqualTo("ACTIVE");
        assertThat(client.listScheduleGroups(r -> {}).scheduleGroups()).hasSize(2);
        var arn = client.createSchedule(r -> r.name("sweep")
                        .scheduleExpression("rate(1 minute)")
                        .startDate(Instant.parse("2026-03-01T00:00:00Z"))
                        .flexibleTimeWindow(
                                w -> w.mode(FlexibleTimeWindowMode.FLEXIBLE).maximumWindowInMinutes(5))
                        .target(t -> t.arn(FUNCTION).roleArn(ROLE).input("{}")))
                .scheduleArn();
        var schedule = client.getSchedule(r -> r.name("sweep"));
        assertThat(schedule.arn()).isEqualTo(arn);
        assertThat(schedule.startDate()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(schedule.creationDate()).isEqualTo(clock.instant());
        assertThat(schedule.flexibleTimeWindow().maximumWindowInMinutes()).isEqualTo(5);
        assertThat(schedule.target().retryPolicy().maximumRetryAttempts()).isEqualTo(185);
        assertThat(client.listSchedules(r -> r.groupName("default").namePrefix("sw"))
                        .schedules())
                .singleElement()
                .satisfies(each -> assertThat(each.target().arn()).isEqualTo(FUNCTION));
        assertThat(client.listSchedules(r -> r.groupName("shop")).schedules()).isEmpty();
        assertThatThrownBy(() -> client.createSchedule(r -> r.name("sweep")
                        .scheduleExpression("rate(1 minute)")
                        .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                        .target(t -> t.arn(FUNCTION).roleArn(ROLE))))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> client.createSchedule(r -> r.name("other")
                        .scheduleExpression("rate(1 moon)")
                        .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                        .target(t -> t.arn(FUNCTION).roleArn(ROLE))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("rate(1 moon)");
        client.deleteSchedule(r -> r.name("sweep"));
        assertThatThrownBy(() -> client.getSchedule(r -> r.name("sweep")))
                .isInstanceOf(ResourceNotFoundException.class);
        client.deleteScheduleGroup(r -> r.name("shop"));
        assertThatThrownBy(() -> client.deleteScheduleGroup(r -> r.name("default")))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void completedSchedule_shouldBeDeletedWhenItSaysSo() {
        client.createSchedule(r -> r.name("once")
                .scheduleExpression("at(2026-01-31T12:30:00)")
                .actionAfterCompletion(ActionAfterCompletion.DELETE)
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> t.arn(FUNCTION).roleArn(ROLE)));
        look();
        assertThat(client.listSchedules(r -> {}).schedules()).hasSize(1);
        clock.advance(Duration.ofMinutes(31));
        look();
        invoked(1);
        assertThat(client.listSchedules(r -> {}).schedules()).isEmpty();
    }

    private void look() {
        scheduler.look();
    }

    private void invoked(int times) {
        await().atMost(SOON).until(() -> functions.calls.size() >= times);
        assertThat(functions.calls).hasSize(times);
    }

    private double sum(String metric) {
        return metrics.sum("AWS/Scheduler", metric, Map.of("ScheduleGroup", "default"));
    }

    private Map<String, Object> schedule(Map<String, Object> more) {
        var inputs = new HashMap<String, Object>(Map.of(
                "name",
                "sweep",
                "scheduleExpression",
                "rate(1 minute)",
                "flexibleTimeWindow",
                Map.of("mode", "OFF"),
                "target",
                target(Map.of("input", "<aws.scheduler.scheduled-time>"))));
        inputs.putAll(more);
        return iam.register("aws:scheduler/schedule:Schedule", "sweep", inputs).outputs();
    }

    private static Map<String, Object> target(Map<String, Object> more) {
        var target = new HashMap<String, Object>(Map.of("arn", FUNCTION, "roleArn", ROLE));
        target.putAll(more);
        return target;
    }

    private void refused(Map<String, Object> inputs, String... messages) {
        assertThatThrownBy(() -> schedule(inputs))
                .isInstanceOf(ProvisionException.class)
                .satisfies(e -> assertThat(List.of(messages))
                        .anySatisfy(message -> assertThat(e.getMessage()).contains(message)));
    }

    /** A call of the function. */
    private record Call(Caller caller, String functionArn, String payload) {
        String time() {
            var match = java.util.regex.Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ")
                    .matcher(payload);
            return match.find() ? match.group() : "";
        }
    }

    private static final class Invoker implements FunctionInvoker {
        final List<Call> calls = new CopyOnWriteArrayList<>();
        volatile Optional<AwsException> failure = Optional.empty();

        @Override
        public Result invoke(Caller caller, String functionArn, byte[] payload, Optional<String> sourceArn) {
            throw new AssertionError("schedules do not wait for their functions");
        }

        @Override
        public String invokeAsync(Caller caller, String functionArn, byte[] payload, Optional<String> sourceArn) {
            if (failure.isPresent()) {
                throw failure.get();
            }
            calls.add(new Call(caller, functionArn, new String(payload, StandardCharsets.UTF_8)));
            return "request";
        }
    }

    /** Lets all through. */
    private static final class OpenNetwork implements Reachability {
        @Override
        public Optional<String> blockedToService(Placement from, String service) {
            return Optional.empty();
        }

        @Override
        public Optional<String> blockedToPort(Placement from, Placement to, int port) {
            return Optional.empty();
        }
    }
}

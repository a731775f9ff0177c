package dev.quartet.local.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.http.LoopbackServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

class LogsServiceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String GROUP = "/aws/lambda/todo";

    private final CloudContext context = new CloudContext(
            "test",
            "123456789012",
            "eu-west-1",
            Clock.fixed(NOW, ZoneOffset.UTC),
            "http://127.0.0.1:4566",
            Path.of("/nonexistent"),
            Optional.empty());
    private final Map<String, List<Double>> metrics = new ConcurrentHashMap<>();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final LogStore store = new LogStore(
            context,
            (region, namespace, name, dimensions, unit) -> value -> metrics.computeIfAbsent(
                            namespace + " " + name + " " + dimensions + " " + unit, key -> new ArrayList<>())
                    .add(value));
    private LoopbackServer server;
    private CloudWatchLogsClient client;

    @BeforeEach
    void start() throws Exception {
        var service = new LogsService(context, store, new Denials(denied));
        server = LoopbackServer.start(
                0,
                exchange -> service.handle(
                        new AwsRequest(exchange, Caller.ANONYMOUS, "logs", context.region(), "request-1")));
        client = CloudWatchLogsClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build();
        store.createGroup(GROUP);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void shouldReturnWhatWasWrittenInOrderAndPaged() {
        IntStream.range(0, 25).forEach(i -> store.append(GROUP, "a", "line " + i));

        var newest = client.getLogEvents(
                r -> r.logGroupName(GROUP).logStreamName("a").limit(10));
        assertThat(newest.events())
                .extracting(OutputLogEvent::message)
                .startsWith("line 15")
                .endsWith("line 24");
        var before = client.getLogEvents(
                r -> r.logGroupName(GROUP).logStreamName("a").limit(10).nextToken(newest.nextBackwardToken()));
        assertThat(before.events())
                .extracting(OutputLogEvent::message)
                .startsWith("line 5")
                .endsWith("line 14");
        var all = client.getLogEventsPaginator(
                r -> r.logGroupName(GROUP).logStreamName("a").limit(10).startFromHead(true));
        assertThat(all.events()).extracting(OutputLogEvent::message).hasSize(25).startsWith("line 0");
    }

    @Test
    void shouldFilterOverStreamsByTerms() {
        store.append(GROUP, "a", "ERROR out of stock sku=1");
        store.append(GROUP, "b", "ERROR time-out");
        store.append(GROUP, "b", "INFO fine");

        assertThat(filtered("ERROR")).containsExactly("ERROR out of stock sku=1", "ERROR time-out");
        assertThat(filtered("ERROR -time-out")).containsExactly("ERROR out of stock sku=1");
        assertThat(filtered("\"out of stock\"")).containsExactly("ERROR out of stock sku=1");
        assertThat(filtered("?fine ?time-out")).containsExactly("ERROR time-out", "INFO fine");
        assertThat(client.filterLogEventsPaginator(r -> r.logGroupName(GROUP).limit(1))
                        .events())
                .hasSize(3);
        assertThatThrownBy(() -> filtered("{ $.level = ERROR }"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("{ $.level = ERROR }");
    }

    @Test
    void shouldAcceptEventsOfAClient() {
        client.createLogGroup(r -> r.logGroupName("own"));
        client.createLogStream(r -> r.logGroupName("own").logStreamName("s"));
        var answer = client.putLogEvents(r -> r.logGroupName("own")
                .logStreamName("s")
                .logEvents(event(NOW.minusSeconds(15 * 86_400), "too old"), event(NOW, "fresh")));

        assertThat(answer.rejectedLogEventsInfo().tooOldLogEventEndIndex()).isEqualTo(1);
        assertThat(client.describeLogStreams(r -> r.logGroupName("own")).logStreams())
                .singleElement()
                .satisfies(stream -> assertThat(stream.lastEventTimestamp()).isEqualTo(NOW.toEpochMilli()));
        assertThat(store.tail("own", 10)).extracting(LogEvent::message).containsExactly("fresh");
        assertThatThrownBy(() -> client.createLogGroup(r -> r.logGroupName("own")))
                .isInstanceOf(CloudWatchLogsException.class)
                .hasMessageContaining("already exists");
    }

    @Test
    void shouldRefuseUnknownGroupsAndDeniedCallers() {
        assertThatThrownBy(() -> client.getLogEvents(r -> r.logGroupName("none").logStreamName("s")))
                .isInstanceOf(ResourceNotFoundException.class);
        denied.add("logs:GetLogEvents arn:aws:logs:eu-west-1:123456789012:log-group:" + GROUP + ":log-stream:a");
        assertThatThrownBy(() -> client.getLogEvents(r -> r.logGroupName(GROUP).logStreamName("a")))
                .isInstanceOf(CloudWatchLogsException.class)
                .hasMessageContaining("logs:GetLogEvents");
    }

    @Test
    void shouldTurnEmbeddedMetricFormatIntoMetrics() {
        store.append(GROUP, "a", """
                {"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"Quartet/Todo","Dimensions":[["Service"]],\
                "Metrics":[{"Name":"TodosCreated","Unit":"Count"},{"Name":"Sizes","Unit":"Bytes"}]}]},\
                "Service":"todo","TodosCreated":2,"Sizes":[3,4.5]}""");
        store.append(GROUP, "a", "{\"CloudWatchMetrics\" is no JSON");

        assertThat(metrics)
                .containsOnly(
                        Map.entry("Quartet/Todo TodosCreated {Service=todo} Count", List.of(2.0)),
                        Map.entry("Quartet/Todo Sizes {Service=todo} Bytes", List.of(3.0, 4.5)));
    }

    @Test
    void shouldKeepTheNewestEventsOfAFullStream() {
        IntStream.range(0, LogStream.MOST_EVENTS + 5).forEach(i -> store.append(GROUP, "a", "line " + i));

        var stream = store.existing(GROUP).existing("a");
        assertThat(stream.events()).hasSize(LogStream.MOST_EVENTS).first().satisfies(event -> assertThat(
                        event.message())
                .isEqualTo("line 5"));
        assertThat(stream.dropped()).isEqualTo(5);
    }

    @Test
    void shouldKeepTheNewestEventsOfAllGroups_whenTheyTakeTooMuchMemory() {
        var small = new LogStore(context, (region, namespace, name, dimensions, unit) -> value -> {}, 100_000);
        small.createGroup("busy");
        small.createGroup("quiet");
        small.append("quiet", "a", "the oldest");
        IntStream.range(0, 5_000).forEach(i -> small.append("busy", "process-" + i % 50, "line %04d".formatted(i)));
        small.append("quiet", "a", "the newest");

        assertThat(small.tail("quiet", 10)).extracting(LogEvent::message).containsExactly("the newest");
        var kept = small.tail("busy", 5_000);
        // Each takes 9 characters and 100 bytes.
        assertThat(kept).hasSizeBetween(800, 920).last().satisfies(event -> assertThat(event.message())
                .isEqualTo("line 4999"));
        assertThat(kept.getFirst().message()).isGreaterThan("line 3900");
    }

    @Test
    void shouldFreeTheMemoryOfStreamsThatAreLetGo() {
        var small = new LogStore(context, (region, namespace, name, dimensions, unit) -> value -> {}, 200_000);
        small.createGroup("busy");
        small.createGroup("quiet");
        small.append("quiet", "a", "the oldest");
        IntStream.range(0, 3 * LogGroup.MOST_STREAMS)
                .forEach(i -> small.append("busy", "process-" + i, "x".repeat(1_000)));

        assertThat(small.existing("busy").streams()).hasSize(LogGroup.MOST_STREAMS);
        assertThat(small.tail("quiet", 10)).extracting(LogEvent::message).containsExactly("the oldest");
    }

    @Test
    void shouldTellFollowersUntilTheyLeave() {
        var seen = new ArrayList<String>();
        try (var following = store.follow(GROUP, event -> seen.add(event.message()))) {
            assertThat(following).isNotNull();
            store.append(GROUP, "a", "one");
            store.createGroup("other");
            store.append("other", "a", "elsewhere");
        }
        store.append(GROUP, "a", "two");

        assertThat(seen).containsExactly("one");
    }

    @Test
    void shouldProvisionGroupsOfTheProgram() {
        var catalog = new ResourceCatalog();
        new LogsModule(context, store).install(catalog);

        var group = catalog.provision(registration(Map.of("name", "/aws/lambda/new", "retentionInDays", 14.0)));

        assertThat(group.outputs())
                .containsEntry("arn", "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/new");
        assertThat(client.describeLogGroups(r -> r.logGroupNamePrefix("/aws/lambda/new"))
                        .logGroups())
                .singleElement()
                .satisfies(found -> assertThat(found.retentionInDays()).isEqualTo(14));
        assertThatThrownBy(() -> catalog.provision(registration(Map.of("name", "x", "retentionInDays", 15.0))))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("retentionInDays 15");
        assertThatThrownBy(() -> catalog.provision(registration(Map.of("name", GROUP))))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("ResourceAlreadyExistsException");
    }

    private List<String> filtered(String pattern) {
        return client.filterLogEvents(r -> r.logGroupName(GROUP).filterPattern(pattern)).events().stream()
                .map(FilteredLogEvent::message)
                .toList();
    }

    private static InputLogEvent event(Instant time, String message) {
        return InputLogEvent.builder()
                .timestamp(time.toEpochMilli())
                .message(message)
                .build();
    }

    private static Registration registration(Map<String, Object> inputs) {
        var type = "aws:cloudwatch/logGroup:LogGroup";
        return new Registration(type, "logs", "urn:logs", "eu-west-1", new Inputs("logs", inputs), List.of());
    }

    private record Denials(Set<String> denied) implements Authorizer {
        @Override
        public void require(AccessRequest request) {
            if (!allows(request)) {
                throw new AwsException("AccessDeniedException", 400, "not authorized to perform: " + request.action());
            }
        }

        @Override
        public boolean allows(AccessRequest request) {
            return !denied.contains(request.action() + " " + request.resource());
        }
    }
}

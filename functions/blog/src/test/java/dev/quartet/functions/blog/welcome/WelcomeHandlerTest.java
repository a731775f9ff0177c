package dev.quartet.functions.blog.welcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.functions.blog.BlogTables;
import dev.quartet.functions.common.Env;
import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Clients;
import dev.quartet.functions.data.Reopened;
import dev.quartet.functions.testing.Functions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;

final class WelcomeHandlerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static BlogTables tables;
    private static int number;

    /** With SES, which on a busy machine answers late. */
    private Duration patience = Duration.ofSeconds(30);

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final FakeSes ses = new FakeSes();
    private final Map<String, String> variables = new HashMap<>(Map.of(
            "VISITORS_TABLE", BlogTables.VISITORS,
            "MAIL_FROM", "blog@example.com",
            "CONFIGURATION_SET", "welcome",
            "TEMPLATE_KO", "welcome-ko",
            "TEMPLATE_EN", "welcome-en",
            "SITE_URL", "https://blog.example.com",
            "WELCOME_LEASE_SECONDS", "300",
            "AWS_REGION", "ap-northeast-1",
            "AWS_ENDPOINT_URL_SESV2", ses.endpoint().toString()));
    private final WelcomeHandler handler = handler();

    @BeforeAll
    static void createTables() {
        tables = new BlogTables();
    }

    @AfterAll
    static void dropTables() {
        tables.close();
    }

    @AfterEach
    void stopSes() {
        ses.close();
    }

    private WelcomeHandler handler() {
        return handler(tables::client);
    }

    private WelcomeHandler handler(Supplier<DynamoDbClient> openTable) {
        InstantSource source = now::get;
        Clock clock = source.withZone(ZoneOffset.UTC);
        Env env = new Env(variables);
        return new WelcomeHandler(
                env,
                clock,
                new PrintStream(log, true, StandardCharsets.UTF_8),
                openTable,
                () -> Mailer.client(env, patience, patience.multipliedBy(2)));
    }

    /** A visitor who just signed up. */
    private static String visitor(String locale, String name) {
        String email = "visitor-" + ++number + "@example.com";
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("email", Attributes.text(email));
        item.put("locale", Attributes.text(locale));
        item.put("status", Attributes.text("SIGNED_UP"));
        item.put("sends", Attributes.number(0));
        if (name != null) {
            item.put("name", Attributes.text(name));
        }
        tables.putVisitor(item);
        return email;
    }

    private static Map<String, Object> inserted(String... emails) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (String email : emails) {
            records.add(Map.of(
                    "eventID", "id-of-" + email,
                    "eventName", "INSERT",
                    "eventSource", "aws:dynamodb",
                    "awsRegion", "ap-northeast-1",
                    "dynamodb",
                            Map.of(
                                    "Keys",
                                    Map.of("email", Map.of("S", email)),
                                    "NewImage",
                                    Map.of("email", Map.of("S", email)),
                                    "SequenceNumber",
                                    "seq-" + email,
                                    "StreamViewType",
                                    "NEW_AND_OLD_IMAGES")));
        }
        return Map.of("Records", records);
    }

    private List<String> failures(Object event) {
        return Functions.invoke(handler, event).path("batchItemFailures").findValuesAsString("itemIdentifier");
    }

    private static String attribute(String email, String name) {
        AttributeValue value = tables.visitor(email).get(name);
        return value == null ? "" : value.s() == null ? value.n() : value.s();
    }

    private String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void sendsOneMailInTheVisitorsLanguage() {
        String korean = visitor("ko", "김 <연아>");
        String english = visitor("en", null);
        assertThat(failures(inserted(korean, english))).isEmpty();

        assertThat(ses.mails).hasSize(2);
        JsonNode mail = ses.mails.get(0);
        assertThat(mail.at("/FromEmailAddress").asString()).isEqualTo("blog@example.com");
        assertThat(mail.at("/Destination/ToAddresses/0").asString()).isEqualTo(korean);
        assertThat(mail.at("/ConfigurationSetName").asString()).isEqualTo("welcome");
        assertThat(mail.at("/Content/Template/TemplateName").asString()).isEqualTo("welcome-ko");
        assertThat(mail.at("/Content/Template/TemplateData").asString())
                .contains("\"name\":\"김 <연아>\"")
                .contains("\"nameHtml\":\"김 &lt;연아&gt;\"")
                .contains("\"siteUrl\":\"https://blog.example.com\"");
        assertThat(ses.mails.get(1).at("/Content/Template/TemplateName").asString())
                .isEqualTo("welcome-en");
        assertThat(ses.mails.get(1).at("/Content/Template/TemplateData").asString())
                .contains("\"name\":\"reader\"");

        assertThat(attribute(korean, "status")).isEqualTo("SENT");
        assertThat(attribute(korean, "sends")).isEqualTo("1");
        assertThat(attribute(korean, "sentAt")).isEqualTo("2026-03-01T10:00:00.000Z");
        assertThat(attribute(korean, "messageId")).isEqualTo("message-1");
        assertThat(attribute(korean, "leaseUntil")).isEmpty();
        assertThat(logged()).contains("\"WelcomeMailsSent\":2").doesNotContain(korean);
    }

    @Test
    void sendsNoneForARecordThatComesAgain() {
        String email = visitor("en", "Ada");
        Object event = inserted(email);
        assertThat(failures(event)).isEmpty();
        assertThat(failures(event)).isEmpty();
        now.set(NOW.plus(Duration.ofDays(1)));
        assertThat(failures(event)).isEmpty();
        assertThat(ses.mails).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"BOUNCED", "COMPLAINED", "SENT"})
    void sendsNoneToWhomThereIsNoMoreToSend(String status) {
        String email = visitor("en", "Ada");
        Map<String, AttributeValue> item = new HashMap<>(tables.visitor(email));
        item.put("status", Attributes.text(status));
        tables.putVisitor(item);
        assertThat(failures(inserted(email, "nobody@example.com"))).isEmpty();
        assertThat(ses.requests).isEmpty();
        assertThat(attribute(email, "status")).isEqualTo(status);
    }

    @Test
    void sendsOneWhenSesFailsThreeTimesAndThenWorks() {
        String email = visitor("en", "Ada");
        ses.failing(3, FakeSes.error(500, "InternalFailure"));
        List<String> failed = failures(inserted(email));
        assertThat(failed).containsExactly("seq-" + email);
        assertThat(attribute(email, "status")).isEqualTo("SIGNED_UP");
        assertThat(attribute(email, "sends")).isEqualTo("0");
        assertThat(attribute(email, "leaseUntil")).isEmpty();

        assertThat(failures(inserted(email))).isEmpty();
        assertThat(ses.mails).hasSize(1);
        assertThat(ses.requests).hasSize(4);
        assertThat(attribute(email, "sends")).isEqualTo("1");
        assertThat(logged()).doesNotContain("WelcomeMailsRepeated");
    }

    @ParameterizedTest
    @CsvSource({"400, MessageRejected, 1", "400, AccountSuspendedException, 1", "429, TooManyRequestsException, 3"})
    void givesTheClaimBackWhenSesRefuses(int status, String type, int requests) {
        String email = visitor("en", "Ada");
        ses.failing(4, FakeSes.error(status, type));
        assertThat(failures(inserted(email))).containsExactly("seq-" + email);
        assertThat(ses.requests).hasSize(requests);
        assertThat(attribute(email, "status")).isEqualTo("SIGNED_UP");
        assertThat(logged()).contains("\"WelcomeMailsRefused\":1").contains(type);
    }

    @Test
    void givesTheClaimBackWhenSesCannotBeReached() {
        String email = visitor("en", "Ada");
        ses.close();
        assertThat(failures(inserted(email))).containsExactly("seq-" + email);
        assertThat(attribute(email, "status")).isEqualTo("SIGNED_UP");
    }

    @Test
    void keepsTheOrderAndStopsAtTheFirstFailure() {
        String first = visitor("en", "1");
        String second = visitor("en", "2");
        String third = visitor("en", "3");
        ses.failing(1, ses::take).failing(1, FakeSes.error(400, "MessageRejected"));
        assertThat(failures(inserted(first, second, third))).containsExactly("seq-" + second);
        assertThat(ses.requests).hasSize(2);
        assertThat(attribute(third, "status")).isEqualTo("SIGNED_UP");

        assertThat(failures(inserted(second, third))).isEmpty();
        assertThat(ses.mails.stream()
                        .map(mail -> mail.at("/Destination/ToAddresses/0").asString()))
                .containsExactly(first, second, third);
    }

    @Test
    void waitsForTheLeaseAfterATimeOutAndCountsTheSecondMail() {
        patience = Duration.ofMillis(700);
        String email = visitor("en", "Ada");
        ses.failing(1, ses.takenInSilence());
        Object event = inserted(email);
        assertThat(failures(event)).containsExactly("seq-" + email);
        assertThat(attribute(email, "status")).isEqualTo("SENDING");
        assertThat(ses.requests).as("a time-out is not tried again").hasSize(1);

        assertThat(failures(event)).as("under the lease").containsExactly("seq-" + email);
        now.set(NOW.plus(LEASE).minusSeconds(1));
        assertThat(failures(event)).as("under the lease").containsExactly("seq-" + email);
        assertThat(ses.requests).hasSize(1);

        now.set(NOW.plus(LEASE));
        assertThat(failures(event)).isEmpty();
        assertThat(ses.mails).as("at least once: this time twice").hasSize(2);
        assertThat(attribute(email, "status")).isEqualTo("SENT");
        assertThat(attribute(email, "sends")).isEqualTo("2");
        assertThat(logged())
                .contains("\"WelcomeMailsUnclear\":1")
                .contains("\"WelcomeMailsRepeated\":1,\"WelcomeMailsSent\":1");
    }

    @Test
    void sendsAgainAfterTheLeaseOfAFunctionThatWasKilledBetweenSendAndMark() {
        String email = visitor("en", "Ada");
        Claims claims = new Claims(
                new Reopened<>(tables::client), BlogTables.VISITORS, LEASE, Clock.fixed(NOW, ZoneOffset.UTC));
        // What a function had done when it was killed: the claim, and perhaps the mail.
        assertThat(claims.claim(email)).isInstanceOf(Claims.Claim.class);

        assertThat(failures(inserted(email))).containsExactly("seq-" + email);
        now.set(NOW.plus(LEASE));
        assertThat(failures(inserted(email))).isEmpty();
        assertThat(ses.mails).hasSize(1);
        assertThat(attribute(email, "sends")).isEqualTo("2");
        assertThat(logged()).contains("\"WelcomeMailsRepeated\":1");
    }

    @Test
    void leavesABounceThatCameBeforeTheMark() {
        String email = visitor("en", "Ada");
        ses.failing(1, exchange -> {
            Map<String, AttributeValue> item = new HashMap<>(tables.visitor(email));
            item.put("status", Attributes.text("BOUNCED"));
            tables.putVisitor(item);
            ses.take(exchange);
        });
        assertThat(failures(inserted(email))).isEmpty();
        assertThat(attribute(email, "status")).isEqualTo("BOUNCED");
        assertThat(attribute(email, "sentAt")).isNotEmpty();
    }

    @Test
    void sendsOneHoweverManyInvocationsHaveTheRecord() throws Exception {
        String email = visitor("en", "Ada");
        int invocations = 8;
        CyclicBarrier together = new CyclicBarrier(invocations);
        List<Callable<JsonNode>> calls = new ArrayList<>();
        for (int i = 0; i < invocations; i++) {
            WelcomeHandler own = handler();
            calls.add(() -> {
                together.await();
                return Functions.invoke(own, inserted(email));
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(invocations)) {
            for (Future<JsonNode> answer : threads.invokeAll(calls)) {
                assertThat(answer.get().has("batchItemFailures")).isTrue();
            }
        }
        assertThat(ses.mails).hasSize(1);
        assertThat(attribute(email, "status")).isEqualTo("SENT");
        assertThat(attribute(email, "sends")).isEqualTo("1");
        assertThat(failures(inserted(email))).isEmpty();
    }

    @Test
    void leavesTheRestOfABatchForWhichThereIsNoTime() {
        String first = visitor("en", "1");
        String second = visitor("en", "2");
        JsonNode answer = Functions.invoke(handler, inserted(first, second), 5_000);
        assertThat(answer.path("batchItemFailures").findValuesAsString("itemIdentifier"))
                .containsExactly("seq-" + second);
        assertThat(ses.mails).hasSize(1);
    }

    @Test
    void looksAtInsertionsOnly() {
        String email = visitor("en", "Ada");
        Map<String, Object> record = Map.of(
                "eventName",
                "MODIFY",
                "dynamodb",
                Map.of("SequenceNumber", "1", "Keys", Map.of("email", Map.of("S", email))));
        assertThat(failures(Map.of("Records", List.of(record)))).isEmpty();
        assertThat(ses.requests).isEmpty();
    }

    @Test
    void refusesWhatIsNoEventOfTheStreamAndNoConfiguration() {
        assertThatThrownBy(() -> failures(Map.of("detail", "x"))).hasMessageContaining("Records");
        assertThatThrownBy(() -> failures(Map.of("Records", List.of(Map.of("eventName", "INSERT")))))
                .hasMessageContaining("dynamodb.SequenceNumber");
        variables.put("WELCOME_LEASE_SECONDS", "soon");
        assertThatThrownBy(this::handler).hasMessageContaining("'soon'");
    }

    @Test
    void primesASnapshotWithoutAMail() {
        WelcomeHandler frozen = handler(() -> Clients.table(new Env(variables)));
        frozen.beforeCheckpoint(org.crac.Core.getGlobalContext());
        frozen.afterRestore(org.crac.Core.getGlobalContext());
        assertThat(logged()).isEmpty();
        assertThat(ses.requests).isEmpty();
        WelcomePriming.run(new Env(variables), Clock.systemUTC(), new PrintStream(log, true, StandardCharsets.UTF_8));
        assertThat(logged()).contains("\"WelcomeMailsSent\":1");
    }
}

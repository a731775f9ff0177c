package dev.quartet.functions.blog.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.functions.blog.BlogTables;
import dev.quartet.functions.common.Env;
import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Clients;
import dev.quartet.functions.testing.Functions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class FeedbackHandlerTest {
    private static final Env ENV =
            new Env(Map.of("VISITORS_TABLE", BlogTables.VISITORS, "AWS_REGION", "ap-northeast-1"));
    private static BlogTables tables;
    private static int number;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final FeedbackHandler handler = handler(tables::client);

    @BeforeAll
    static void createTables() {
        tables = new BlogTables();
    }

    @AfterAll
    static void dropTables() {
        tables.close();
    }

    private FeedbackHandler handler(Supplier<DynamoDbClient> openTable) {
        return new FeedbackHandler(
                ENV, Clock.systemUTC(), new PrintStream(log, true, StandardCharsets.UTF_8), openTable);
    }

    private static String visitor() {
        String email = "visitor-" + ++number + "@example.com";
        tables.putVisitor(Map.of(
                "email", Attributes.text(email),
                "status", Attributes.text("SENT"),
                "locale", Attributes.text("en")));
        return email;
    }

    private void notified(String message) {
        Functions.invoke(
                handler,
                Map.of("Records", List.of(Map.of("EventSource", "aws:sns", "Sns", Map.of("Message", message)))));
    }

    private void bounced(String email, String type) {
        notified("""
                {"eventType":"Bounce","mail":{"messageId":"m"},"bounce":{"bounceType":"%s","bounceSubType":"General",\
                "bouncedRecipients":[{"emailAddress":"%s","status":"5.1.1"}]}}""".formatted(type, email));
    }

    private void complained(String email) {
        notified("""
                {"eventType":"Complaint","mail":{"messageId":"m"},"complaint":{"complainedRecipients":[{"emailAddress":"%s"}]}}""".formatted(email));
    }

    private void delivered(String email, String at) {
        notified("""
                {"eventType":"Delivery","mail":{"messageId":"m"},"delivery":{"timestamp":"%s","recipients":["%s"]}}""".formatted(at, email));
    }

    private static String attribute(String email, String name) {
        AttributeValue value = tables.visitor(email).get(name);
        return value == null ? "" : value.s();
    }

    private long figures(String name) {
        return log.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("\"" + name + "\":1"))
                .count();
    }

    @Test
    void sesOwnTrialOfTheTopic_shouldBeNoFailure() {
        notified("Successfully validated SNS topic for Amazon SES event publishing.");
        assertThat(figures("VisitorsBounced")).isZero();
    }

    @Test
    void marksAVisitorWhoseAddressTakesNoMailOnce() {
        String email = visitor();
        bounced("Visitor <" + email.toUpperCase(java.util.Locale.ROOT) + ">", "Permanent");
        bounced(email, "Permanent");
        assertThat(attribute(email, "status")).isEqualTo("BOUNCED");
        assertThat(attribute(email, "bounceType")).isEqualTo("Permanent");
        assertThat(figures("VisitorsBounced")).isEqualTo(1);
        bounced(email, "Transient");
        assertThat(attribute(email, "bounceType")).isEqualTo("Permanent");
    }

    @Test
    void onlyNotesABounceThatMayPass() {
        String email = visitor();
        bounced(email, "Transient");
        assertThat(attribute(email, "status")).isEqualTo("SENT");
        assertThat(attribute(email, "bounceType")).isEqualTo("Transient");
        assertThat(figures("VisitorsBounced")).isZero();
    }

    @Test
    void marksAVisitorWhoComplainedForGood() {
        String email = visitor();
        complained(email);
        complained(email);
        bounced(email, "Permanent");
        delivered(email, "2026-03-01T10:00:01.000Z");
        assertThat(attribute(email, "status")).isEqualTo("COMPLAINED");
        assertThat(figures("VisitorsComplained")).isEqualTo(1);
        assertThat(figures("VisitorsBounced")).isZero();
    }

    @Test
    void keepsTheFirstDeliverysTime() {
        String email = visitor();
        delivered(email, "2026-03-01T10:00:01.000Z");
        delivered(email, "2026-03-01T11:00:00.000Z");
        assertThat(attribute(email, "deliveredAt")).isEqualTo("2026-03-01T10:00:01.000Z");
        assertThat(attribute(email, "status")).isEqualTo("SENT");
    }

    @Test
    void makesNoVisitorsAndNamesNobodyInTheLog() {
        bounced("stranger@example.com", "Permanent");
        complained("stranger@example.com");
        delivered("stranger@example.com", "2026-03-01T10:00:01.000Z");
        notified("{\"eventType\":\"Open\"}");
        assertThat(tables.visitor("stranger@example.com")).isEmpty();
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("unknown visitor")
                .contains("\"eventType\":\"Open\"")
                .doesNotContain("stranger");
    }

    @Test
    void failsOnWhatIsNoEventOfSes() {
        assertThatThrownBy(() -> notified("{}")).hasMessageContaining("eventType");
        assertThatThrownBy(() -> notified("Not an event")).hasMessageContaining("not valid JSON");
    }

    @Test
    void primesASnapshotWithoutATrace() {
        FeedbackHandler frozen = handler(() -> Clients.table(ENV));
        frozen.beforeCheckpoint(org.crac.Core.getGlobalContext());
        frozen.afterRestore(org.crac.Core.getGlobalContext());
        assertThat(log.size()).isZero();
        assertThat(tables.visitor("primed@example.com")).isEmpty();
    }
}

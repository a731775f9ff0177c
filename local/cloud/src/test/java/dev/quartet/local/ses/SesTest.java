package dev.quartet.local.ses;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.MailSink;
import dev.quartet.local.core.MutableClock;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.core.Topics;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.iam.IamKit;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.Body;
import software.amazon.awssdk.services.sesv2.model.BulkEmailEntry;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SES as AWS's own client sees it, with a mailbox and a topic that record what they get. */
class SesTest {
    private static final String SENDER = "blog@example.com";
    private static final String SET = "quartet-test-welcome";
    private static final String ARN = "arn:aws:ses:eu-central-1:123456789012:";
    private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:mail-events";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T12:00:00Z"));
    private final IamKit iam = new IamKit(clock);
    private final RecordingMetrics metrics = new RecordingMetrics();
    private final List<MailSink.Message> mails = new CopyOnWriteArrayList<>();
    private final List<Topics.Message> events = new CopyOnWriteArrayList<>();
    private volatile Caller caller = IamKit.ROOT;
    private Ses ses;
    private LoopbackServer server;
    private LoopbackServer management;
    private SesV2Client client;

    @BeforeEach
    void start() throws Exception {
        start(false);
    }

    private void start(boolean sandbox) throws Exception {
        ses = new Ses(IamKit.context(clock), iam.authorizer(), metrics, this::publish, mails::add, sandbox);
        if (!iam.catalog().types().contains("aws:ses/template:Template")) {
            ses.resources().install(iam.catalog());
            iam.register("aws:sesv2/configurationSet:ConfigurationSet", "welcome", Map.of("configurationSetName", SET));
            iam.register("aws:sesv2/emailIdentity:EmailIdentity", "sender", Map.of("emailIdentity", SENDER));
            iam.register(
                    "aws:ses/template:Template",
                    "ko",
                    Map.of(
                            "name",
                            "ko",
                            "subject",
                            "{{name}}님, 환영합니다",
                            "text",
                            "안녕 {{name}}",
                            "html",
                            "<b>{{name}}</b>"));
            destination(
                    "cloudwatch",
                    Map.of(
                            "cloudWatchDestination",
                            Map.of(
                                    "dimensionConfigurations",
                                    List.of(Map.of(
                                            "dimensionName", "ses:configuration-set",
                                            "dimensionValueSource", "MESSAGE_TAG",
                                            "defaultDimensionValue", "none")))));
            destination("sns", Map.of("snsDestination", Map.of("topicArn", TOPIC)));
            events.clear();
        }
        server = LoopbackServer.start(
                0, exchange -> ses.api().handle(new AwsRequest(exchange, caller, "ses", "eu-central-1", "request-1")));
        management = LoopbackServer.start(0, ses.management());
        client = SesV2Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.EU_CENTRAL_1)
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        management.close();
    }

    private void destination(String name, Map<String, ?> where) {
        var destination = new java.util.HashMap<String, Object>(where);
        destination.put("enabled", true);
        destination.put(
                "matchingEventTypes",
                List.of("SEND", "DELIVERY", "BOUNCE", "COMPLAINT", "REJECT", "RENDERING_FAILURE"));
        iam.register(
                "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
                name,
                Map.of("configurationSetName", SET, "eventDestinationName", name, "eventDestination", destination));
    }

    private String publish(Caller from, String topicArn, Topics.Message message) {
        assertThat(from.service()).hasValue("ses.amazonaws.com");
        assertThat(from.context()).containsEntry("aws:SourceArn", ARN + "configuration-set/" + SET);
        if (!topicArn.equals(TOPIC)) {
            throw new AwsException("NotFound", 404, "Topic does not exist");
        }
        events.add(message);
        return "id";
    }

    @Test
    void templates_shouldBeRenderedInTheVisitorsLanguage_andTold() {
        var id =
                client.sendEmail(welcome("kim@example.org", "{\"name\":\"김\"}")).messageId();
        assertThat(mails).singleElement().satisfies(mail -> {
            assertThat(mail.messageId()).isEqualTo(id);
            assertThat(mail.subject()).isEqualTo("김님, 환영합니다");
            assertThat(mail.text()).isEqualTo("안녕 김");
            assertThat(mail.html()).hasValue("<b>김</b>");
            assertThat(mail.configurationSet()).hasValue(SET);
            assertThat(mail.tags()).containsEntry("kind", "welcome");
        });
        assertThat(types()).containsExactly("Send", "Delivery");
        var delivery = event(1);
        assertThat(delivery.path("mail").path("messageId").asString()).isEqualTo(id);
        assertThat(delivery.path("mail").path("destination").path(0).asString()).isEqualTo("kim@example.org");
        assertThat(delivery.path("mail")
                        .path("tags")
                        .path("ses:configuration-set")
                        .path(0)
                        .asString())
                .isEqualTo(SET);
        assertThat(ofSet("Send")).isEqualTo(1);
        assertThat(ofSet("Delivery")).isEqualTo(1);
        assertThat(metrics.sum("AWS/SES", "Send", Map.of())).isEqualTo(1);
    }

    @Test
    void missingVariables_shouldBeTold_andSendNothing() {
        assertThat(client.sendEmail(welcome("kim@example.org", "{}")).messageId())
                .isNotEmpty();
        assertThat(mails).isEmpty();
        assertThat(types()).containsExactly("Rendering Failure");
        assertThat(event(0).path("failure").path("errorMessage").asString())
                .isEqualTo("Attribute 'name' is not present in the rendering data.");
        assertThat(ofSet("RenderingFailure")).isEqualTo(1);
        assertThat(ofSet("Send")).isZero();
    }

    @Test
    void simulatedRecipients_shouldBehaveAsTheirNamesSay() {
        for (var name : List.of("success", "bounce+x", "complaint", "ooto", "suppressionlist")) {
            client.sendEmail(welcome(name + "@simulator.amazonses.com", "{\"name\":\"x\"}"));
        }
        assertThat(mails)
                .extracting(mail -> mail.to().getFirst().split("@")[0])
                .containsExactly("success", "complaint", "ooto");
        assertThat(types())
                .containsExactly(
                        "Send",
                        "Delivery",
                        "Send",
                        "Bounce",
                        "Send",
                        "Delivery",
                        "Complaint",
                        "Send",
                        "Delivery",
                        "Send",
                        "Bounce");
        var bounce = event(3).path("bounce");
        assertThat(bounce.path("bounceType").asString()).isEqualTo("Permanent");
        assertThat(bounce.path("bouncedRecipients").path(0).path("emailAddress").asString())
                .isEqualTo("bounce+x@simulator.amazonses.com");
        assertThat(event(6).path("complaint").path("complaintFeedbackType").asString())
                .isEqualTo("abuse");
        assertThat(ofSet("Bounce")).isEqualTo(2);
        assertThat(ofSet("Complaint")).isEqualTo(1);
        assertThat(client.getAccount(r -> {}).sendQuota().sentLast24Hours()).isZero();
    }

    @Test
    void suppressedAddresses_shouldGetNoMail() {
        client.putSuppressedDestination(r -> r.emailAddress("Old@example.org").reason("BOUNCE"));
        client.sendEmail(welcome("old@example.org", "{\"name\":\"x\"}"));
        assertThat(mails).isEmpty();
        assertThat(event(1).path("bounce").path("bounceSubType").asString()).isEqualTo("OnAccountSuppressionList");
        client.deleteSuppressedDestination(r -> r.emailAddress("old@example.org"));
        client.sendEmail(welcome("old@example.org", "{\"name\":\"x\"}"));
        assertThat(mails).hasSize(1);
        assertThatThrownBy(() -> client.getSuppressedDestination(r -> r.emailAddress("old@example.org")))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void unverifiedAddresses_shouldBeRejectedInSesWords() throws Exception {
        assertThatThrownBy(() -> client.sendEmail(r -> r.fromEmailAddress("other@example.com")
                        .destination(d -> d.toAddresses("kim@example.org"))
                        .content(c -> c.simple(s -> s.subject(t -> t.data("x")).body(text("x"))))))
                .isInstanceOf(MessageRejectedException.class)
                .hasMessageContaining(
                        "Email address is not verified. The following identities failed the check in region "
                                + "EU-CENTRAL-1: other@example.com");
        stop();
        start(true);
        // The sandbox is a new cloud without identities: only the simulator needs none.
        client.createEmailIdentity(r -> r.emailIdentity(SENDER));
        assertThatThrownBy(() -> client.sendEmail(simple("kim@example.org")))
                .isInstanceOf(MessageRejectedException.class)
                .hasMessageContaining("failed the check in region EU-CENTRAL-1: kim@example.org");
        client.sendEmail(simple("success@simulator.amazonses.com"));
        client.createEmailIdentity(r -> r.emailIdentity("kim@example.org"));
        client.sendEmail(simple("Kim <kim@example.org>"));
        assertThat(mails).hasSize(2);
        var account = client.getAccount(r -> {});
        assertThat(account.productionAccessEnabled()).isFalse();
        assertThat(account.sendQuota().max24HourSend()).isEqualTo(200);
        assertThat(account.sendQuota().sentLast24Hours()).isEqualTo(1);
    }

    @Test
    void sending_shouldNeedIdentitySetAndTemplate() {
        caller = iam.role("welcome", "lambda.amazonaws.com");
        assertThatThrownBy(() -> client.sendEmail(welcome("kim@example.org", "{\"name\":\"x\"}")))
                .isInstanceOfSatisfying(SesV2Exception.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(403);
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
                })
                .hasMessageContaining("ses:SendEmail on resource: " + ARN + "identity/" + SENDER);
        iam.inline("welcome", """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                 "Action": ["ses:SendEmail", "ses:SendTemplatedEmail"],
                 "Resource": ["%sidentity/%s", "%sconfiguration-set/%s"],
                 "Condition": {"StringEquals": {"ses:FromAddress": "%s"}}}]}""".formatted(ARN, SENDER, ARN, SET, SENDER));
        assertThatThrownBy(() -> client.sendEmail(welcome("kim@example.org", "{\"name\":\"x\"}")))
                .hasMessageContaining("on resource: " + ARN + "template/ko");
        iam.inline("welcome", """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                 "Action": ["ses:SendEmail", "ses:SendTemplatedEmail"], "Resource": "%stemplate/*"}]}""".formatted(ARN));
        assertThat(client.sendEmail(welcome("kim@example.org", "{\"name\":\"x\"}"))
                        .messageId())
                .isNotEmpty();
    }

    @Test
    void faults_shouldFailAndWithholdAnswers() throws Exception {
        manage("{\"failNext\": 2}");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> client.sendEmail(simple("kim@example.org")))
                    .isInstanceOfSatisfying(SesV2Exception.class, e -> assertThat(e.statusCode())
                            .isEqualTo(503));
        }
        client.sendEmail(simple("kim@example.org"));
        manage("{\"hold\": true}");
        var held = CompletableFuture.supplyAsync(() -> client.sendEmail(simple("lee@example.org")));
        await().until(() -> manage("").path("holding").asInt() == 1);
        assertThat(held).isNotDone();
        assertThat(mails)
                .extracting(mail -> mail.to().getFirst())
                .containsExactly("kim@example.org", "lee@example.org");
        manage("{\"hold\": false}");
        assertThat(held.orTimeout(60, TimeUnit.SECONDS).join().messageId()).isNotEmpty();
        manage("{\"down\": true}");
        assertThatThrownBy(() -> client.sendEmail(simple("kim@example.org"))).isInstanceOf(SesV2Exception.class);
        var status = manage("");
        assertThat(status.path("failed").asInt()).isEqualTo(3);
        assertThat(status.path("accepted").asInt()).isEqualTo(2);
        assertThat(manage("{\"failnext\": 1}").path("message").asString()).contains("failnext");
    }

    @Test
    void rawAndBulkMail_shouldBeSent() {
        client.sendEmail(r -> r.content(c -> c.raw(raw -> raw.data(SdkBytes.fromUtf8String(
                "From: Blog <%s>\r\nTo: kim@example.org\r\nSubject: Raw\r\n\r\nHello\r\n".formatted(SENDER))))));
        assertThat(mails.getFirst().subject()).isEqualTo("Raw");
        assertThat(mails.getFirst().to()).containsExactly("kim@example.org");
        var answer = client.sendBulkEmail(r -> r.fromEmailAddress(SENDER)
                .defaultContent(c -> c.template(t -> t.templateName("ko").templateData("{\"name\":\"you\"}")))
                .bulkEmailEntries(
                        BulkEmailEntry.builder()
                                .destination(d -> d.toAddresses("a@example.org"))
                                .build(),
                        BulkEmailEntry.builder()
                                .destination(d -> d.toAddresses("b@example.org"))
                                .replacementEmailContent(
                                        c -> c.replacementTemplate(t -> t.replacementTemplateData("{\"name\":\"B\"}")))
                                .build()));
        assertThat(answer.bulkEmailEntryResults()).hasSize(2).allMatch(e -> e.statusAsString()
                .equals("SUCCESS"));
        assertThat(mails).extracting(MailSink.Message::text).contains("안녕 you", "안녕 B");
    }

    @Test
    void accountAndResources_shouldBeDescribed() {
        assertThat(client.listEmailIdentities(r -> {}).emailIdentities())
                .extracting(i -> i.identityName())
                .containsExactly(SENDER);
        assertThat(client.getEmailIdentity(r -> r.emailIdentity(SENDER)).verifiedForSendingStatus())
                .isTrue();
        assertThat(client.getConfigurationSetEventDestinations(r -> r.configurationSetName(SET))
                        .eventDestinations())
                .extracting(d -> d.name())
                .containsExactly("cloudwatch", "sns");
        assertThat(client.getEmailTemplate(r -> r.templateName("ko"))
                        .templateContent()
                        .text())
                .isEqualTo("안녕 {{name}}");
        assertThatThrownBy(() -> client.sendEmail(r -> r.fromEmailAddress(SENDER)
                        .destination(d -> d.toAddresses("kim@example.org"))
                        .content(c -> c.template(t -> t.templateName("none").templateData("{}")))))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("Template none does not exist.");
    }

    @Test
    void eventDestinations_shouldBeRefused_whenTheirTopicIsNotThere() {
        assertThatThrownBy(() -> destination("bad", Map.of("snsDestination", Map.of("topicArn", TOPIC + "x"))))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("Topic does not exist");
        assertThatThrownBy(() -> destination("none", Map.of())).hasMessageContaining("cloudWatchDestination or");
    }

    private static SendEmailRequest welcome(String to, String data) {
        return SendEmailRequest.builder()
                .fromEmailAddress(SENDER)
                .destination(d -> d.toAddresses(to))
                .configurationSetName(SET)
                .emailTags(t -> t.name("kind").value("welcome"))
                .content(c -> c.template(t -> t.templateName("ko").templateData(data)))
                .build();
    }

    private static SendEmailRequest simple(String to) {
        return SendEmailRequest.builder()
                .fromEmailAddress(SENDER)
                .destination(d -> d.toAddresses(to))
                .content(c -> c.simple(s -> s.subject(t -> t.data("Hi")).body(text("Hello"))))
                .build();
    }

    private static Body text(String text) {
        return Body.builder().text(t -> t.data(text)).build();
    }

    private JsonNode event(int index) {
        return JsonMapper.shared().readTree(events.get(index).body());
    }

    private List<String> types() {
        return events.stream()
                .map(event -> JsonMapper.shared()
                        .readTree(event.body())
                        .path("eventType")
                        .asString())
                .toList();
    }

    private double ofSet(String metric) {
        return metrics.sum("AWS/SES", metric, Map.of("ses:configuration-set", SET));
    }

    /** Posts {@code json}, or gets the status when it is empty. */
    private JsonNode manage(String json) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management.port() + "/_quartet/ses"))
                    .timeout(Duration.ofSeconds(60));
            var answer = http.send(
                    (json.isEmpty() ? request.GET() : request.POST(BodyPublishers.ofString(json))).build(),
                    BodyHandlers.ofString(StandardCharsets.UTF_8));
            return JsonMapper.shared().readTree(answer.body());
        }
    }
}

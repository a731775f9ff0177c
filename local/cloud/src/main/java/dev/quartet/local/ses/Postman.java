package dev.quartet.local.ses;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.MailSink;
import dev.quartet.local.core.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/** Sends mail: into the mailbox, or back as the mailbox simulator and the suppression list say. Thread-safe. */
final class Postman {
    private static final String VIRUS = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE";

    /** What a mail says once its template is rendered. */
    private record Letter(String subject, String text, Optional<String> html) {
        boolean infected() {
            return text.contains(VIRUS)
                    || html.filter(body -> body.contains(VIRUS)).isPresent();
        }
    }

    /** One mail on its way, with where its events go. */
    private record Journey(SesRegion region, Optional<ConfigurationSet> set, MailEvent.Sent sent) {}

    private final SesStore store;
    private final MailGuard guard;
    private final Metrics metrics;
    private final EventPublisher events;
    private final MailSink mailbox;
    private final Map<String, AccountMeter> meters = new ConcurrentHashMap<>();

    Postman(SesStore store, MailGuard guard, Metrics metrics, EventPublisher events, MailSink mailbox) {
        this.store = store;
        this.guard = guard;
        this.metrics = metrics;
        this.events = events;
        this.mailbox = mailbox;
    }

    AccountMeter meter(String region) {
        return meters.computeIfAbsent(
                region, name -> new AccountMeter(metrics, name, store.context().clock()));
    }

    /** Sends {@code mail}; returns its message id. Throws what SES refuses. */
    String send(AwsRequest request, Outgoing mail) {
        var meter = meter(request.region());
        var set = guard.admit(request, mail, meter.sentInADay());
        var region = store.region(request.region());
        var id = UUID.randomUUID().toString();
        var messageId = "010b" + id.substring(0, 8) + id.substring(9, 13) + "-" + id + "-000000";
        try {
            var letter = letter(mail.content());
            var journey = new Journey(region, set, sent(request, mail, set, messageId, letter.subject()));
            event(journey, EventType.SEND, "send", MailEvent.nothing());
            if (letter.infected()) {
                event(journey, EventType.REJECT, "reject", MailEvent.nothing().put("reason", "Bad content"));
            } else {
                deliver(journey, letter);
            }
        } catch (Template.RenderingException e) {
            var name = mail.content() instanceof Outgoing.Templated templated
                    ? templated.template().name()
                    : "";
            var journey = new Journey(region, set, sent(request, mail, set, messageId, ""));
            event(journey, EventType.RENDERING_FAILURE, "failure", MailEvent.failure(name, e.getMessage()));
        }
        return messageId;
    }

    private void deliver(Journey journey, Letter letter) {
        var delivered = new ArrayList<String>();
        var later = new ArrayList<Runnable>();
        for (var address : journey.sent().mail().to()) {
            if (suppressed(journey, address)) {
                bounce(journey, address, "OnAccountSuppressionList");
                continue;
            }
            switch (address.outcome()) {
                case BOUNCED -> bounce(journey, address, "General");
                case SUPPRESSED -> bounce(journey, address, "Suppressed");
                default -> {
                    delivered.add(address.email());
                    later.add(() -> arrived(journey, address));
                }
            }
        }
        if (!delivered.isEmpty()) {
            var sent = journey.sent();
            mailbox.deliver(new MailSink.Message(
                    sent.messageId(),
                    sent.mail().from().text(),
                    delivered,
                    letter.subject(),
                    letter.text(),
                    letter.html(),
                    journey.set().map(ConfigurationSet::name),
                    sent.mail().tags()));
        }
        later.forEach(Runnable::run);
    }

    private void arrived(Journey journey, Address address) {
        var now = store.context().clock().instant();
        var complains = address.outcome() == Address.Outcome.COMPLAINED;
        event(journey, EventType.DELIVERY, "delivery", MailEvent.delivery(now, address.email()));
        if (complains) {
            event(journey, EventType.COMPLAINT, "complaint", MailEvent.complaint(now, address.email()));
        }
        if (!address.simulator()) {
            meter(journey.region().name()).real(false, complains);
        }
    }

    private void bounce(Journey journey, Address address, String subType) {
        var now = store.context().clock().instant();
        event(journey, EventType.BOUNCE, "bounce", MailEvent.bounce(now, address.email(), subType));
        if (!address.simulator()) {
            meter(journey.region().name()).real(true, false);
        }
    }

    /** An account suppresses bounced and complaining addresses, unless the configuration set says otherwise. */
    private static boolean suppressed(Journey journey, Address address) {
        var entry = journey.region().suppressed().get(Identity.normal(address.email()));
        if (entry == null) {
            return false;
        }
        var reasons = journey.set().flatMap(ConfigurationSet::suppressedReasons).orElse(List.of("BOUNCE", "COMPLAINT"));
        return reasons.contains(entry.reason());
    }

    private void event(Journey journey, EventType type, String member, ObjectNode details) {
        meter(journey.region().name()).event(type);
        journey.set()
                .ifPresent(set -> events.publish(journey.region().name(), set, type, journey.sent(), member, details));
    }

    private MailEvent.Sent sent(
            AwsRequest request, Outgoing mail, Optional<ConfigurationSet> set, String messageId, String subject) {
        var caller = request.caller().arn();
        return new MailEvent.Sent(
                messageId,
                store.context().clock().instant(),
                mail,
                subject,
                store.region(request.region())
                        .identityOf(mail.from())
                        .map(Identity::arn)
                        .orElse(""),
                caller.substring(Math.max(caller.lastIndexOf('/'), caller.lastIndexOf(':')) + 1),
                set.map(ConfigurationSet::name).orElse(""));
    }

    private static Letter letter(Outgoing.Content content) {
        return switch (content) {
            case Outgoing.Simple simple -> new Letter(simple.subject(), simple.text(), simple.html());
            case Outgoing.Raw raw -> new Letter(raw.subject(), raw.body(), Optional.empty());
            case Outgoing.Templated templated -> {
                var template = templated.template();
                var data = TemplateData.parse(templated.data());
                yield new Letter(
                        Template.render(template.subject(), data),
                        Template.render(template.text(), data),
                        Optional.of(Template.render(template.html(), data)).filter(html -> !html.isEmpty()));
            }
        };
    }
}

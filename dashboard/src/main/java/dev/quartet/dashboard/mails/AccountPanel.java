package dev.quartet.dashboard.mails;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import dev.quartet.dashboard.cloudwatch.ReadFailure;
import dev.quartet.dashboard.feed.Answer;
import dev.quartet.dashboard.mail.MailAccount;
import dev.quartet.dashboard.ui.Facts;
import dev.quartet.dashboard.ui.Facts.State;
import dev.quartet.dashboard.ui.Numbers;
import org.jspecify.annotations.Nullable;

/** What SES allows this account, and what it thinks of it. */
final class AccountPanel extends Section {
    // "Reputation metrics", Amazon SES developer guide: reviews begin, and sending is paused, from these rates on.
    private static final double BOUNCE_REVIEW = 0.05;
    private static final double BOUNCE_PAUSE = 0.1;
    private static final double COMPLAINT_REVIEW = 0.001;
    private static final double COMPLAINT_PAUSE = 0.005;
    private static final double NEARLY_USED = 0.8;

    private final Paragraph trouble = new Paragraph();
    private Facts facts = new Facts();
    private Answer<MailAccount> account = new Answer<>(null, null);
    private @Nullable Double bounces;
    private @Nullable Double complaints;

    AccountPanel() {
        addClassNames("panel", "account");
        trouble.addClassName("trouble");
        Paragraph rates = new Paragraph(getTranslation("mails.rates.whose"));
        rates.addClassName("caption");
        add(new H2(getTranslation("mails.account")), trouble, facts, rates);
        show();
    }

    void show(Answer<MailAccount> answer) {
        account = answer;
        show();
    }

    /** The account's rates of bounces and complaints, as fractions; null where SES reports none. */
    void reputation(@Nullable Double bounceRate, @Nullable Double complaintRate) {
        bounces = bounceRate;
        complaints = complaintRate;
        show();
    }

    private void show() {
        ReadFailure failure = account.failure();
        trouble.setText(
                failure == null
                        ? ""
                        : getTranslation("mails.trouble." + failure.kind(), "SES") + " " + failure.detail());
        trouble.setVisible(failure != null);
        Facts next = new Facts();
        MailAccount known = account.value();
        if (known != null) {
            account(next, known);
        }
        rate(next, "mails.bounceRate", bounces, BOUNCE_REVIEW, BOUNCE_PAUSE);
        rate(next, "mails.complaintRate", complaints, COMPLAINT_REVIEW, COMPLAINT_PAUSE);
        replace(facts, next);
        facts = next;
    }

    private void account(Facts next, MailAccount known) {
        next.line(
                getTranslation("mails.mode"),
                getTranslation(known.production() ? "mails.mode.production" : "mails.mode.sandbox"),
                known.production() ? State.OK : State.WARN,
                known.production() ? null : getTranslation("mails.mode.sandbox.hint"));
        next.line(
                getTranslation("mails.sending"),
                getTranslation(known.sending() ? "mails.sending.on" : "mails.sending.off"),
                known.sending() ? State.OK : State.BAD,
                null);
        next.line(
                getTranslation("mails.standing"),
                switch (known.standing()) {
                    case "HEALTHY" -> getTranslation("mails.standing.healthy");
                    case "PROBATION" -> getTranslation("mails.standing.probation");
                    case "SHUTDOWN" -> getTranslation("mails.standing.shutdown");
                    default -> known.standing();
                },
                switch (known.standing()) {
                    case "HEALTHY" -> State.OK;
                    case "PROBATION" -> State.WARN;
                    default -> State.BAD;
                },
                null);
        Double used = known.used();
        String sent = Numbers.count(known.sent(), getLocale());
        next.line(
                getTranslation("mails.quota"),
                known.most() == null
                        ? getTranslation("mails.quota.unlimited", sent)
                        : getTranslation("mails.quota.of", sent, Numbers.count(known.most(), getLocale())),
                used != null && used >= 1 ? State.BAD : used != null && used >= NEARLY_USED ? State.WARN : State.OK,
                used == null ? null : getTranslation("mails.quota.used", Numbers.percent(used, getLocale())));
        if (known.perSecond() != null) {
            next.line(
                    getTranslation("mails.rate"),
                    getTranslation("mails.rate.value", Numbers.count(known.perSecond(), getLocale())),
                    State.OK,
                    null);
        }
    }

    private void rate(Facts next, String key, @Nullable Double value, double review, double pause) {
        next.line(
                getTranslation(key),
                value == null ? getTranslation("figure.none") : Numbers.percent(value, getLocale()),
                value == null || value < review ? State.OK : value < pause ? State.WARN : State.BAD,
                getTranslation(
                        "mails.reputation", Numbers.percent(review, getLocale()), Numbers.percent(pause, getLocale())));
    }
}

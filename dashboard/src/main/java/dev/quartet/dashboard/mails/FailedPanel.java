package dev.quartet.dashboard.mails;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import dev.quartet.dashboard.cloudwatch.ReadFailure;
import dev.quartet.dashboard.feed.Answer;
import dev.quartet.dashboard.mail.FailedRecords;
import dev.quartet.dashboard.ui.Facts;
import dev.quartet.dashboard.ui.Facts.State;
import dev.quartet.dashboard.ui.Numbers;
import java.time.Instant;
import java.util.function.Function;

/** Records that the welcome function gave up on, and what to do about them. */
final class FailedPanel extends Section {
    private final Paragraph trouble = new Paragraph();
    private final Paragraph hint = new Paragraph();
    private Facts facts = new Facts();

    FailedPanel() {
        addClassNames("panel", "failed");
        trouble.addClassName("trouble");
        trouble.setVisible(false);
        hint.addClassName("caption");
        add(new H2(getTranslation("mails.failed")), trouble, facts, hint);
    }

    /**
     * @param repeated how many mails were sent again after a lease in the shown time
     * @param time writes an instant in the viewer's zone
     */
    void show(Answer<FailedRecords> answer, double repeated, Function<Instant, String> time) {
        ReadFailure failure = answer.failure();
        trouble.setText(
                failure == null
                        ? ""
                        : getTranslation("mails.trouble." + failure.kind(), "S3") + " " + failure.detail());
        trouble.setVisible(failure != null);
        Facts next = new Facts();
        FailedRecords known = answer.value();
        if (known != null) {
            boolean any = known.count() > 0;
            String count = Numbers.count((double) known.count(), getLocale());
            next.line(
                    getTranslation("mails.failed.batches"),
                    known.more() ? getTranslation("mails.failed.more", count) : count,
                    any ? State.BAD : State.OK,
                    known.newest() == null ? null : getTranslation("mails.failed.newest", time.apply(known.newest())));
            hint.removeAll();
            hint.setText("");
            if (any) {
                hint.add(getTranslation("mails.failed.redrive") + " ");
                hint.add(new Code("./quartet redrive"));
            } else {
                hint.setText(getTranslation("mails.failed.none"));
            }
        }
        next.line(
                getTranslation("mails.repeated"),
                Numbers.count(repeated, getLocale()),
                repeated > 0 ? State.WARN : State.OK,
                getTranslation("mails.repeated.hint"));
        replace(facts, next);
        facts = next;
    }
}

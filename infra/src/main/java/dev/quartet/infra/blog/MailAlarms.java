package dev.quartet.infra.blog;

import com.pulumi.resources.Resource;
import dev.quartet.infra.operations.AlarmRule;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.operations.RatioRule;
import java.util.Map;

/**
 * Alarms on what becomes of the mails. SES reviews accounts from 5 % bounces and 0.1 % complaints.
 *
 * @see <a href="https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html">AWS</a>
 */
final class MailAlarms {
    private static final String NAMESPACE = "AWS/SES";

    private final Alarms alarms;
    private final Map<String, String> dimensions;

    MailAlarms(Alarms alarms, String configurationSet) {
        this.alarms = alarms;
        this.dimensions = Map.of("ses:configuration-set", configurationSet);
    }

    void create(Resource parent) {
        alarms.add(
                parent,
                "mail-bounces",
                "5 % of the welcome mails bounce: SES puts an account under review from there",
                new RatioRule(NAMESPACE, "Bounce", "Send", dimensions, 5));
        alarms.add(
                parent,
                "mail-complaints",
                "0.1 % of the welcome mails are reported as spam: SES puts an account under review from there",
                new RatioRule(NAMESPACE, "Complaint", "Send", dimensions, 0.1));
        alarms.add(
                parent,
                "mail-rendering",
                "A welcome mail's template has a variable that the function does not send",
                AlarmRule.atLeast(NAMESPACE, "RenderingFailure", "Sum", dimensions, 1));
    }
}

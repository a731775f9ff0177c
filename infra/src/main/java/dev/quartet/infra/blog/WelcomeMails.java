package dev.quartet.infra.blog;

import com.pulumi.aws.sesv2.ConfigurationSet;
import com.pulumi.aws.sesv2.ConfigurationSetArgs;
import com.pulumi.aws.sesv2.inputs.ConfigurationSetDeliveryOptionsArgs;
import com.pulumi.aws.sesv2.inputs.ConfigurationSetReputationOptionsArgs;
import com.pulumi.aws.sesv2.inputs.ConfigurationSetSendingOptionsArgs;
import com.pulumi.aws.sesv2.inputs.ConfigurationSetSuppressionOptionsArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.ProgramFiles;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.policy.Statement;
import java.util.Map;

/** What SES has of the welcome mails: sender, templates, and a configuration set that tells what became of each. */
final class WelcomeMails extends ComponentResource {
    private final String configurationSetName;
    private final ConfigurationSet configurationSet;
    private final MailSender sender;
    private final MailTemplate korean;
    private final MailTemplate english;
    private final MailEvents events;

    WelcomeMails(Scope scope, Resource parent, ProgramFiles files, Alarms alarms) {
        super("quartet:blog:WelcomeMails", "welcome-mails", Scope.component(parent));
        this.configurationSetName = scope.names().regional("welcome");
        this.configurationSet = new ConfigurationSet(
                "welcome",
                ConfigurationSetArgs.builder()
                        .configurationSetName(configurationSetName)
                        .deliveryOptions(ConfigurationSetDeliveryOptionsArgs.builder()
                                .tlsPolicy("REQUIRE")
                                .build())
                        .reputationOptions(ConfigurationSetReputationOptionsArgs.builder()
                                .reputationMetricsEnabled(true)
                                .build())
                        .sendingOptions(ConfigurationSetSendingOptionsArgs.builder()
                                .sendingEnabled(true)
                                .build())
                        .suppressionOptions(ConfigurationSetSuppressionOptionsArgs.builder()
                                .suppressedReasons("BOUNCE", "COMPLAINT")
                                .build())
                        .build(),
                Scope.in(this));
        this.sender = new MailSender(this, scope, configurationSet.configurationSetName());
        this.korean = new MailTemplate(this, scope, files, "ko");
        this.english = new MailTemplate(this, scope, files, "en");
        this.events = new MailEvents(this, scope, configurationSet);
        new MailAlarms(alarms, configurationSetName).create(this);
        registerOutputs(Map.of("configurationSet", configurationSet.configurationSetName()));
    }

    Output<String> configurationSet() {
        return configurationSet.configurationSetName();
    }

    Output<String> korean() {
        return korean.name();
    }

    Output<String> english() {
        return english.name();
    }

    MailEvents events() {
        return events;
    }

    /**
     * Returns what a function needs that sends these mails: SES asks for the right on the identity, the configuration
     * set and the template, and calls it SendTemplatedEmail in its first API.
     */
    Statement send() {
        return Statement.allow("Send", "ses:SendEmail", "ses:SendTemplatedEmail")
                .on(sender.identityArn())
                .on(configurationSet.arn())
                .on(korean.arn())
                .on(english.arn());
    }
}

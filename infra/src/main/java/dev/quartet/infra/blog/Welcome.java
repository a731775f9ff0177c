package dev.quartet.infra.blog;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.bucket.FailedRecords;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.table.StackTable;
import dev.quartet.infra.trigger.RecordStream;
import dev.quartet.infra.trigger.StreamTrigger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends one mail to each new visitor: the visitors' stream, insertions alone, and the function that follows it. */
final class Welcome {
    private static final String NAME = "blog-welcome";
    private static final int LEASE_SECONDS = 300;
    private static final int TIMEOUT_SECONDS = 60;
    private static final int BATCH = 10;
    private static final String INSERTIONS = "{\"eventName\":[\"INSERT\"]}";

    private Welcome() {}

    static JavaFunction create(
            Scope scope,
            Resource parent,
            Alarms alarms,
            StackTable visitors,
            WelcomeMails mails,
            FailedRecords failed,
            Output<String> siteUrl) {
        StreamTrigger signUps = new StreamTrigger(RecordStream.of(visitors, INSERTIONS, BATCH), failed, alarms);
        JavaFunction function = new JavaFunction(
                scope,
                parent,
                BlogFunction.spec(
                        NAME,
                        "Sends welcome mails to new visitors",
                        "welcome.WelcomeHandler",
                        512,
                        TIMEOUT_SECONDS,
                        environment(scope, visitors, mails, siteUrl),
                        statements(visitors, mails, signUps)),
                alarms);
        signUps.invoke(parent, scope, NAME, function, "New visitors wait 5 minutes and longer for their welcome mail");
        return function;
    }

    private static Map<String, Output<String>> environment(
            Scope scope, StackTable visitors, WelcomeMails mails, Output<String> siteUrl) {
        Map<String, Output<String>> environment = new LinkedHashMap<>();
        environment.put("VISITORS_TABLE", visitors.name());
        environment.put(
                "MAIL_FROM", Output.of(scope.settings().blog().orElseThrow().mailFrom()));
        environment.put("CONFIGURATION_SET", mails.configurationSet());
        environment.put("TEMPLATE_KO", mails.korean());
        environment.put("TEMPLATE_EN", mails.english());
        environment.put("SITE_URL", siteUrl);
        environment.put("WELCOME_LEASE_SECONDS", Output.of(Integer.toString(LEASE_SECONDS)));
        return environment;
    }

    private static List<Statement> statements(StackTable visitors, WelcomeMails mails, StreamTrigger signUps) {
        List<Statement> statements = new ArrayList<>(signUps.reader());
        statements.add(visitors.items("Visitors", "UpdateItem"));
        statements.add(mails.send());
        return statements;
    }
}

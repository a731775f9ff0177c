package dev.quartet.infra.blog;

import com.pulumi.aws.lambda.EventSourceMapping;
import com.pulumi.aws.lambda.EventSourceMappingArgs;
import com.pulumi.aws.lambda.inputs.EventSourceMappingDestinationConfigArgs;
import com.pulumi.aws.lambda.inputs.EventSourceMappingDestinationConfigOnFailureArgs;
import com.pulumi.aws.lambda.inputs.EventSourceMappingFilterCriteriaArgs;
import com.pulumi.aws.lambda.inputs.EventSourceMappingFilterCriteriaFilterArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.operations.AlarmRule;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.policy.Statement;
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
    private static final int RETRIES = 3;
    private static final double LATE_MILLIS = 300_000;

    private Welcome() {}

    static JavaFunction create(
            Scope scope,
            Resource parent,
            Alarms alarms,
            BlogTable visitors,
            WelcomeMails mails,
            FailedRecords failed,
            Output<String> siteUrl) {
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
                        statements(visitors, mails, failed)),
                alarms);
        new EventSourceMapping(NAME, mapping(visitors, failed, function), Scope.in(parent));
        Map<String, String> dimensions = Map.of("FunctionName", scope.names().regional(NAME));
        alarms.add(
                parent,
                NAME + "-iterator-age",
                "New visitors wait 5 minutes and longer for their welcome mail",
                AlarmRule.atLeast("AWS/Lambda", "IteratorAge", "Maximum", dimensions, LATE_MILLIS));
        alarms.add(
                parent,
                NAME + "-destination",
                "Failed stream records could not be put into their bucket and are lost",
                AlarmRule.atLeast("AWS/Lambda", "DestinationDeliveryFailures", "Sum", dimensions, 1));
        return function;
    }

    private static EventSourceMappingArgs mapping(BlogTable visitors, FailedRecords failed, JavaFunction function) {
        return EventSourceMappingArgs.builder()
                .eventSourceArn(visitors.streamArn())
                .functionName(function.aliasArn())
                .startingPosition("TRIM_HORIZON")
                .batchSize(BATCH)
                .filterCriteria(EventSourceMappingFilterCriteriaArgs.builder()
                        .filters(EventSourceMappingFilterCriteriaFilterArgs.builder()
                                .pattern("{\"eventName\":[\"INSERT\"]}")
                                .build())
                        .build())
                .functionResponseTypes("ReportBatchItemFailures")
                .bisectBatchOnFunctionError(true)
                .maximumRetryAttempts(RETRIES)
                .destinationConfig(EventSourceMappingDestinationConfigArgs.builder()
                        .onFailure(EventSourceMappingDestinationConfigOnFailureArgs.builder()
                                .destinationArn(failed.bucketArn())
                                .build())
                        .build())
                .build();
    }

    private static Map<String, Output<String>> environment(
            Scope scope, BlogTable visitors, WelcomeMails mails, Output<String> siteUrl) {
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

    private static List<Statement> statements(BlogTable visitors, WelcomeMails mails, FailedRecords failed) {
        List<Statement> statements = new ArrayList<>();
        statements.add(
                Statement.allow("Stream", "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator")
                        .on(visitors.streamArn()));
        statements.add(Statement.allow("Streams", "dynamodb:ListStreams")
                .on(visitors.arn().applyValue(arn -> arn + "/stream/*")));
        statements.add(visitors.items("Visitors", "UpdateItem"));
        statements.add(mails.send());
        statements.addAll(failed.writer());
        return statements;
    }
}

package dev.quartet.infra.operations;

import com.pulumi.aws.budgets.Budget;
import com.pulumi.aws.budgets.BudgetArgs;
import com.pulumi.aws.budgets.inputs.BudgetNotificationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import dev.quartet.infra.core.Scope;

/**
 * Warns at 80 % of the month's budget spent and at 100 % forecast. It watches the whole account: a filter by tag would
 * match nothing, in silence, until somebody activates the tag for cost allocation.
 */
public final class MonthlyBudget {
    private MonthlyBudget() {}

    /** Adds the budget when one is configured. */
    public static void addTo(Scope scope, AlarmTopic topic) {
        scope.settings()
                .operations()
                .monthlyBudgetUsd()
                .ifPresent(usd -> new Budget(
                        "monthly",
                        BudgetArgs.builder()
                                .name(scope.names().regional("monthly"))
                                .budgetType("COST")
                                .timeUnit("MONTHLY")
                                .limitAmount(usd.toString())
                                .limitUnit("USD")
                                .notifications(
                                        notification(topic, "ACTUAL", 80), notification(topic, "FORECASTED", 100))
                                .build(),
                        CustomResourceOptions.builder().parent(topic).build()));
    }

    private static BudgetNotificationArgs notification(AlarmTopic topic, String type, double percent) {
        return BudgetNotificationArgs.builder()
                .notificationType(type)
                .comparisonOperator("GREATER_THAN")
                .threshold(percent)
                .thresholdType("PERCENTAGE")
                .subscriberSnsTopicArns(Output.all(topic.arn()))
                .build();
    }
}

package dev.quartet.infra.edge;

import com.pulumi.aws.wafv2.inputs.WebAclDefaultActionAllowArgs;
import com.pulumi.aws.wafv2.inputs.WebAclDefaultActionArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleActionArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleActionBlockArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleOverrideActionArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleOverrideActionNoneArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementManagedRuleGroupStatementArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseCountArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementRateBasedStatementArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleVisibilityConfigArgs;
import com.pulumi.aws.wafv2.inputs.WebAclVisibilityConfigArgs;

/** A rule of a web ACL: one of AWS's managed groups, which decide by themselves, or a block of our own. */
record FirewallRule(String name, WebAclRuleStatementArgs statement, boolean managed) {
    static FirewallRule managed(String group) {
        return new FirewallRule(
                group,
                WebAclRuleStatementArgs.builder()
                        .managedRuleGroupStatement(group(group).build())
                        .build(),
                true);
    }

    /** A managed group one of whose rules counts instead of blocking. */
    static FirewallRule managedCounting(String group, String rule) {
        return new FirewallRule(
                group,
                WebAclRuleStatementArgs.builder()
                        .managedRuleGroupStatement(group(group)
                                .ruleActionOverrides(
                                        WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideArgs.builder()
                                                .name(rule)
                                                .actionToUse(counting())
                                                .build())
                                .build())
                        .build(),
                true);
    }

    /** Blocks an address that asks more often than this in five minutes. */
    static FirewallRule rateLimit(String name, int limit) {
        return new FirewallRule(
                name,
                WebAclRuleStatementArgs.builder()
                        .rateBasedStatement(WebAclRuleStatementRateBasedStatementArgs.builder()
                                .aggregateKeyType("IP")
                                .limit(limit)
                                .build())
                        .build(),
                false);
    }

    static WebAclDefaultActionArgs allowing() {
        return WebAclDefaultActionArgs.builder()
                .allow(WebAclDefaultActionAllowArgs.builder().build())
                .build();
    }

    static WebAclVisibilityConfigArgs figures(String metric) {
        return WebAclVisibilityConfigArgs.builder()
                .cloudwatchMetricsEnabled(true)
                .metricName(metric)
                .sampledRequestsEnabled(true)
                .build();
    }

    WebAclRuleArgs toArgs(int priority, String prefix) {
        WebAclRuleArgs.Builder args = WebAclRuleArgs.builder()
                .name(name)
                .priority(priority)
                .statement(statement)
                .visibilityConfig(WebAclRuleVisibilityConfigArgs.builder()
                        .cloudwatchMetricsEnabled(true)
                        .metricName(prefix + name)
                        .sampledRequestsEnabled(true)
                        .build());
        return managed
                ? args.overrideAction(WebAclRuleOverrideActionArgs.builder()
                                .none(WebAclRuleOverrideActionNoneArgs.builder().build())
                                .build())
                        .build()
                : args.action(WebAclRuleActionArgs.builder()
                                .block(WebAclRuleActionBlockArgs.builder().build())
                                .build())
                        .build();
    }

    private static WebAclRuleStatementManagedRuleGroupStatementArgs.Builder group(String group) {
        return WebAclRuleStatementManagedRuleGroupStatementArgs.builder()
                .name(group)
                .vendorName("AWS");
    }

    private static WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseArgs counting() {
        return WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseArgs.builder()
                .count(WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseCountArgs.builder()
                        .build())
                .build();
    }
}

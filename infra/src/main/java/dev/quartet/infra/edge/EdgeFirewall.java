package dev.quartet.infra.edge;

import com.pulumi.aws.wafv2.WebAcl;
import com.pulumi.aws.wafv2.WebAclArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A web ACL in us-east-1, where those of distributions live: AWS's managed rules and a limit for each address. */
public final class EdgeFirewall extends ComponentResource {
    /** How many rules and managed groups it has, each of which is billed. */
    public static final int RULES = 4;

    private static final int REQUESTS_IN_FIVE_MINUTES = 2000;

    private final WebAcl acl;

    public EdgeFirewall(Scope edge, Resource parent, String name) {
        super("quartet:edge:EdgeFirewall", name, edge.elsewhere(parent));
        String prefix = edge.names().prefix();
        List<FirewallRule> rules = new ArrayList<>();
        rules.add(FirewallRule.managed("AWSManagedRulesAmazonIpReputationList"));
        rules.add(FirewallRule.managed("AWSManagedRulesKnownBadInputsRuleSet"));
        // Posts are longer than the 8 kB that the rule lets through; the API has limits of its own.
        rules.add(FirewallRule.managedCounting("AWSManagedRulesCommonRuleSet", "SizeRestrictions_BODY"));
        rules.add(FirewallRule.rateLimit("RateLimit", REQUESTS_IN_FIVE_MINUTES));
        List<com.pulumi.aws.wafv2.inputs.WebAclRuleArgs> args = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            args.add(rules.get(i).toArgs(i, prefix));
        }
        this.acl = new WebAcl(
                name,
                WebAclArgs.builder()
                        .name(edge.names().regional(name))
                        .scope("CLOUDFRONT")
                        .defaultAction(FirewallRule.allowing())
                        .rules(args)
                        .visibilityConfig(FirewallRule.figures(prefix + name))
                        .build(),
                Scope.in(this));
        registerOutputs(Map.of("arn", acl.arn()));
    }

    /** Returns the ACL's ARN, which a distribution has as its id. */
    public Output<String> arn() {
        return acl.arn();
    }
}

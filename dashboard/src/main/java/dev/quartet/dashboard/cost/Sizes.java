package dev.quartet.dashboard.cost;

import dev.quartet.dashboard.cost.Term.Ground;
import dev.quartet.dashboard.cost.Term.Stated;

/**
 * What of a stack is billed by the hour, whatever goes on.
 *
 * @param daxNodeType such as {@code dax.t3.small}
 * @param apiCacheGb such as {@code 0.5}
 * @param instanceType such as {@code t4g.micro}
 */
record Sizes(String daxNodeType, Stated daxNodes, String apiCacheGb, String instanceType) {
    /** What Pulumi.dev.yaml and Pulumi.local.yaml have. */
    static final Sizes USUAL = new Sizes("dax.t3.small", new Stated("daxNodes", 1, Ground.ASSUMED), "0.5", "t4g.micro");
}

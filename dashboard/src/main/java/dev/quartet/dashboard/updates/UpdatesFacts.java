package dev.quartet.dashboard.updates;

import dev.quartet.dashboard.architecture.PartFacts;
import dev.quartet.dashboard.ui.ConsoleLinks;
import dev.quartet.exports.StackExports;
import dev.quartet.exports.UpdatesExports;

/** What the architecture consists of. */
final class UpdatesFacts {
    private UpdatesFacts() {}

    static PartFacts of(StackExports exports, UpdatesExports updates) {
        PartFacts facts = new PartFacts(exports);
        ConsoleLinks links = facts.links();
        facts.url("url", updates.baseUrl())
                .part("distribution", updates.distributionId(), links.distribution(updates.distributionId()))
                .part("vpcOrigin", updates.vpcOriginId(), null)
                .part("balancer", updates.loadBalancer(), links.loadBalancer(updates.loadBalancer()))
                .url("origin", updates.originUrl())
                .part("group", updates.autoScalingGroupName(), links.autoScalingGroup(updates.autoScalingGroupName()))
                .part("files", updates.fileSystemId(), links.fileSystem(updates.fileSystemId()))
                .part("bucket", updates.releasesBucket(), links.bucket(updates.releasesBucket()));
        updates.functions().forEach(facts::function);
        return facts.table(updates.locksTable()).queue("dead", updates.failureQueue());
    }
}

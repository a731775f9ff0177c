package dev.quartet.infra.lambda;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.network.PrivateGroup;
import java.util.List;

/** Where a function runs when it must be in the VPC; {@code reachable} is what it needs before it can reach anything. */
public record VpcAttachment(Output<List<String>> subnetIds, PrivateGroup group, List<Resource> reachable) {
    public VpcAttachment {
        reachable = List.copyOf(reachable);
    }
}

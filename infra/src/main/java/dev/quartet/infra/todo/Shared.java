package dev.quartet.infra.todo;

import com.pulumi.resources.Resource;
import dev.quartet.infra.dax.DaxCluster;
import dev.quartet.infra.network.Network;
import dev.quartet.infra.operations.Alarms;
import java.util.Optional;

/** What the architecture uses of the shared parts; no network and no cluster when DAX is off, as nothing else is in a VPC. */
public record Shared(
        Alarms alarms, Optional<Network> network, Optional<DaxCluster> dax, Optional<Resource> accountLogging) {}

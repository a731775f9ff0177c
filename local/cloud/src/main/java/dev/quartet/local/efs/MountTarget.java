package dev.quartet.local.efs;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Placement;

/** Where a file system is reached in one zone: port 2049 behind security groups of its own. */
record MountTarget(String id, String zone, String vpcId, Placement placement) {
    static final int PORT = 2049;

    MountTarget {
        requireNonNull(id, "id is null");
        requireNonNull(zone, "zone is null");
        requireNonNull(vpcId, "vpcId is null");
        requireNonNull(placement, "placement is null");
    }
}

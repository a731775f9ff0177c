package dev.quartet.local.network;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A security group, whose rules may come later as resources of their own. Thread-safe. */
record SecurityGroup(String id, String name, String vpcId, List<Rule> ingress, List<Rule> egress) {
    SecurityGroup(String id, String name, String vpcId) {
        this(id, name, vpcId, new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
    }

    @Override
    public String toString() {
        return id + " (" + name + ")";
    }
}

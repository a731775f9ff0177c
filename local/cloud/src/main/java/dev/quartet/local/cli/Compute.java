package dev.quartet.local.cli;

import dev.quartet.local.autoscaling.AutoScaling;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.MetricAlarms;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.core.TargetGroups;
import dev.quartet.local.ec2.Ec2;
import dev.quartet.local.gateway.AwsGateway;

/** EC2's instances, and the Auto Scaling groups that keep them. */
final class Compute implements ResourceModule, AutoCloseable {
    private final Ec2 ec2;
    private final AutoScaling autoScaling;

    Compute(CloudContext context, Ec2.Neighbours neighbours, TargetGroups targetGroups, MetricAlarms alarms) {
        this.ec2 = new Ec2(context, neighbours).start();
        this.autoScaling = new AutoScaling(
                        context,
                        new AutoScaling.Neighbours(
                                ec2,
                                targetGroups,
                                alarms,
                                neighbours.metrics(),
                                neighbours.network(),
                                neighbours.authorizer()))
                .start();
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.add(ec2).add(autoScaling);
    }

    /** Adds both APIs, and what kills instances. */
    void serve(AwsGateway gateway) {
        gateway.add(ec2.api()).add(autoScaling.api()).management("ec2", ec2.management());
    }

    /** Ends all instances; none is replaced any more. */
    @Override
    public void close() {
        autoScaling.close();
        ec2.close();
    }
}

package dev.quartet.local.autoscaling;

import dev.quartet.local.core.Instances;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.TargetGroups;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Instances and a target group that do what the test says, without processes. */
final class FakeFleet implements Instances, TargetGroups {
    private final Clock clock;
    final Map<String, Instance> instances = new LinkedHashMap<>();
    final Map<String, TargetGroups.State> targets = new LinkedHashMap<>();
    final Map<String, CompletableFuture<Void>> draining = new LinkedHashMap<>();
    /** How new targets are at once. */
    TargetGroups.State fresh = TargetGroups.State.HEALTHY;

    boolean slowToStart;
    boolean slowToDrain;
    int latest = 1;

    FakeFleet(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Template template(String idOrName, String version) {
        int number = version.startsWith("$") ? latest : Integer.parseInt(version);
        if (number > latest) {
            throw new ProvisionException("InvalidLaunchTemplateId.VersionNotFound: " + version);
        }
        return new Template(idOrName, "updates", number, "t4g.micro");
    }

    @Override
    public synchronized Instance launch(
            Template template, String subnetId, Map<String, String> tags, Runnable changed) {
        var id = "i-%d".formatted(instances.size() + 1);
        var zone = subnetId.equals("subnet-a") ? "eu-west-1a" : "eu-west-1b";
        var instance = new Instance(
                id,
                slowToStart ? Instances.State.PENDING : Instances.State.RUNNING,
                "",
                template,
                zone,
                new Placement(id, List.of(subnetId), List.of()),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080),
                clock.instant());
        instances.put(id, instance);
        return instance;
    }

    @Override
    public synchronized Optional<Instance> find(String id) {
        return Optional.ofNullable(instances.get(id));
    }

    @Override
    public void terminate(String id) {
        become(id, Instances.State.TERMINATED);
    }

    synchronized void become(String id, Instances.State state) {
        instances.computeIfPresent(
                id,
                (same, i) ->
                        new Instance(id, state, "", i.template(), i.zone(), i.placement(), i.address(), i.launched()));
    }

    @Override
    public synchronized void register(String targetGroupArn, Target target) {
        targets.put(target.id(), fresh);
    }

    @Override
    public synchronized CompletionStage<Void> deregister(String targetGroupArn, String targetId) {
        targets.remove(targetId);
        var drained = slowToDrain ? new CompletableFuture<Void>() : CompletableFuture.<Void>completedFuture(null);
        draining.put(targetId, drained);
        return drained;
    }

    @Override
    public synchronized List<TargetHealth> health(String targetGroupArn) {
        var result = new ArrayList<TargetHealth>();
        targets.forEach((id, state) -> result.add(new TargetHealth(id, 8080, "eu-west-1a", state, "", "")));
        return result;
    }

    /** Returns the ids of those that live, in the order of their start. */
    synchronized List<String> alive() {
        return instances.values().stream()
                .filter(Instance::alive)
                .map(Instance::id)
                .toList();
    }
}

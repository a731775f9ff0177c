package dev.quartet.local.autoscaling;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Instances.Instance;
import java.time.Instant;

/** An instance as its group sees it. Changed by its {@link Group} alone, which guards it; anybody may look. */
final class Member {
    private volatile Instance instance;
    private final Activity launch;
    private volatile Lifecycle lifecycle = Lifecycle.PENDING;
    private volatile Instant inService = Instant.MAX;
    private volatile boolean healthy = true;
    private volatile boolean condemned;

    /** In which state the group has it. */
    enum Lifecycle {
        PENDING("Pending"),
        IN_SERVICE("InService"),
        TERMINATING("Terminating");

        private final String word;

        Lifecycle(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** @param launch what tells of its start */
    Member(Instance instance, Activity launch) {
        this.instance = requireNonNull(instance, "instance is null");
        this.launch = requireNonNull(launch, "launch is null");
    }

    String id() {
        return instance.id();
    }

    Instance instance() {
        return instance;
    }

    void instance(Instance present) {
        instance = present;
    }

    Activity launch() {
        return launch;
    }

    Lifecycle lifecycle() {
        return lifecycle;
    }

    /** It counts towards the group's capacity. */
    boolean active() {
        return lifecycle != Lifecycle.TERMINATING;
    }

    boolean serves() {
        return lifecycle == Lifecycle.IN_SERVICE;
    }

    void enterService(Instant now) {
        lifecycle = Lifecycle.IN_SERVICE;
        inService = now;
    }

    void leave() {
        lifecycle = Lifecycle.TERMINATING;
    }

    /** Returns since when it serves; far in the future while it does not. */
    Instant inService() {
        return inService;
    }

    boolean healthy() {
        return healthy;
    }

    void unhealthy() {
        healthy = false;
    }

    /** It leaves as soon as the next one is there. */
    boolean condemned() {
        return condemned;
    }

    void condemn() {
        condemned = true;
    }
}

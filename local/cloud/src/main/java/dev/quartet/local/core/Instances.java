package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Amazon EC2 as what keeps instances in numbers uses it. Thread-safe. */
public interface Instances {
    /**
     * Returns a version of a launch template. Throws {@link ProvisionException} {@code InvalidLaunchTemplateId.NotFound} or
     * {@code InvalidLaunchTemplateId.VersionNotFound}.
     *
     * @param idOrName {@code lt-…}, or the template's name
     * @param version a number, {@code $Latest} or {@code $Default}
     */
    Template template(String idOrName, String version);

    /**
     * Starts an instance, which is pending first. {@code changed} is called after each change of its state, by any thread, and
     * must be quick. Throws {@link ProvisionException} when the subnet or a security group does not exist.
     *
     * @param tags those of Auto Scaling included: {@code aws:autoscaling:groupName} becomes a dimension of its metrics
     */
    Instance launch(Template template, String subnetId, Map<String, String> tags, Runnable changed);

    /** Returns an instance; one that was terminated for an hour. */
    Optional<Instance> find(String id);

    /** Ends an instance: it may finish what is under way, is killed when that takes too long. Returns at once. */
    void terminate(String id);

    /** EC2's states. */
    enum State {
        PENDING("pending", 0),
        RUNNING("running", 16),
        SHUTTING_DOWN("shutting-down", 32),
        TERMINATED("terminated", 48);

        private final String word;
        private final int code;

        State(String word, int code) {
            this.word = word;
            this.code = code;
        }

        /** Returns EC2's word for it. */
        public String word() {
            return word;
        }

        /** Returns EC2's number for it. */
        public int code() {
            return code;
        }
    }

    /** A version of a launch template. */
    record Template(String id, String name, int version, String instanceType) {
        public Template {
            requireNonNull(id, "id is null");
            requireNonNull(name, "name is null");
            requireNonNull(instanceType, "instanceType is null");
        }
    }

    /**
     * An instance at one moment.
     *
     * @param reason why it is as it is; empty for one that runs well
     * @param placement where it stands in the VPC
     * @param address where its server listens on this machine; where nothing does, when it could not be started
     */
    record Instance(
            String id,
            State state,
            String reason,
            Template template,
            String zone,
            Placement placement,
            InetSocketAddress address,
            Instant launched) {
        public Instance {
            requireNonNull(id, "id is null");
            requireNonNull(state, "state is null");
        }

        /** Returns if it is alive, or about to be. */
        public boolean alive() {
            return List.of(State.PENDING, State.RUNNING).contains(state);
        }
    }
}

package dev.quartet.local.ec2;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Instances.Instance;
import dev.quartet.local.core.Instances.State;
import dev.quartet.local.core.Instances.Template;
import dev.quartet.local.core.Placement;
import dev.quartet.local.process.ChildProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An instance: a server's process with EC2's life. Thread-safe. */
final class Ec2Instance {
    /** Nobody listens there: what an instance without a server is to the network. */
    private static final InetSocketAddress NOWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    private final String id;
    private final TemplateVersion version;
    private final Template template;
    private final String zone;
    private final Placement placement;
    private final Map<String, String> tags;
    private final Instant launched;
    private final Runnable changed;
    private final Console console = new Console();

    private State state = State.PENDING;
    private String reason = "";
    private InetSocketAddress address = NOWHERE;
    private @Nullable ChildProcess process;
    private Instant ended = Instant.MAX;

    /** @param changed is told of each change of its state */
    Ec2Instance(
            Template template,
            TemplateVersion version,
            String zone,
            Placement placement,
            Map<String, String> tags,
            Instant launched,
            Runnable changed) {
        this.id = placement.owner();
        this.template = requireNonNull(template, "template is null");
        this.version = requireNonNull(version, "version is null");
        this.zone = requireNonNull(zone, "zone is null");
        this.placement = requireNonNull(placement, "placement is null");
        this.tags = Map.copyOf(tags);
        this.launched = requireNonNull(launched, "launched is null");
        this.changed = requireNonNull(changed, "changed is null");
    }

    String id() {
        return id;
    }

    TemplateVersion version() {
        return version;
    }

    Placement placement() {
        return placement;
    }

    Map<String, String> tags() {
        return tags;
    }

    Console console() {
        return console;
    }

    synchronized Instance seen() {
        return new Instance(id, state, reason, template, zone, placement, address, launched);
    }

    synchronized State state() {
        return state;
    }

    /** Returns its process while it has one. */
    synchronized Optional<ChildProcess> process() {
        return Optional.ofNullable(process).filter(ChildProcess::alive);
    }

    /** Returns when it was terminated; far in the future while it was not. */
    synchronized Instant ended() {
        return ended;
    }

    /** Its process was started. Returns false when it is to end by now: then the process is to be stopped at once. */
    synchronized boolean started(ChildProcess child) {
        process = child;
        return state == State.PENDING;
    }

    /** Its server listens. */
    void running(int port) {
        move(State.PENDING, State.RUNNING, "", new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** It runs, but no server does. */
    void runningInVain(String why) {
        move(State.PENDING, State.RUNNING, why, NOWHERE);
    }

    /** It is to end. Returns false when it does already. */
    boolean ending(String why) {
        synchronized (this) {
            if (state == State.SHUTTING_DOWN || state == State.TERMINATED) {
                return false;
            }
            state = State.SHUTTING_DOWN;
            reason = why;
        }
        changed.run();
        return true;
    }

    /** It has ended. Returns false when it had already. */
    boolean ended(Instant now, String why) {
        synchronized (this) {
            if (state == State.TERMINATED) {
                return false;
            }
            reason = state == State.SHUTTING_DOWN ? reason : why;
            state = State.TERMINATED;
            ended = now;
        }
        changed.run();
        return true;
    }

    private void move(State from, State to, String why, InetSocketAddress where) {
        synchronized (this) {
            if (state != from) {
                return;
            }
            state = to;
            reason = why;
            address = where;
        }
        changed.run();
    }
}

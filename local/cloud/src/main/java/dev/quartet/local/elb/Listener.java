package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where a load balancer listens, and its rules. Thread-safe. */
final class Listener {
    private final String arn;
    private final LoadBalancer loadBalancer;
    private final int port;
    private final String protocol;
    private final Door door;
    private volatile List<Rule> rules;

    /**
     * Creates it with its default rule.
     *
     * @param port as declared, which targets see; it listens at {@code door}
     * @param protocol {@code HTTP} or {@code HTTPS}
     */
    Listener(String arn, LoadBalancer loadBalancer, int port, String protocol, Door door, Rule byDefault) {
        this.arn = requireNonNull(arn, "arn is null");
        this.loadBalancer = requireNonNull(loadBalancer, "loadBalancer is null");
        this.port = port;
        this.protocol = requireNonNull(protocol, "protocol is null");
        this.door = requireNonNull(door, "door is null");
        this.rules = List.of(byDefault);
    }

    String arn() {
        return arn;
    }

    LoadBalancer loadBalancer() {
        return loadBalancer;
    }

    int port() {
        return port;
    }

    String protocol() {
        return protocol;
    }

    /** Returns the port on this machine. */
    int doorPort() {
        return door.port();
    }

    /** Returns where it listens on this machine. */
    URI url() {
        return door.url();
    }

    /** Returns how many connections of clients are open. */
    int connections() {
        return door.connections();
    }

    /** Takes requests from now on. */
    void open() {
        door.listener(this);
    }

    /** Returns the priority of a rule that names none: after all others. */
    int nextPriority() {
        int last = 0;
        for (var rule : rules) {
            last = rule.isDefault() ? last : rule.priority();
        }
        return last + 1;
    }

    /** Returns its rules by priority, the default rule last. */
    List<Rule> rules() {
        return rules;
    }

    /** Adds {@code rule}; returns the one that has its priority already, if there is one. */
    synchronized Optional<Rule> add(Rule rule) {
        for (var other : rules) {
            if (other.priority() == rule.priority()) {
                return Optional.of(other);
            }
        }
        var next = new ArrayList<>(rules);
        next.add(rule);
        next.sort(Comparator.comparingInt(Rule::priority));
        rules = List.copyOf(next);
        return Optional.empty();
    }

    /** Returns the first rule that {@code request} meets. */
    Rule match(Call request) {
        int evaluated = 0;
        for (var rule : rules) {
            if (rule.isDefault()) {
                request.metrics().rulesEvaluated(evaluated);
                return rule;
            }
            evaluated++;
            if (rule.meets(request)) {
                request.metrics().rulesEvaluated(evaluated);
                return rule;
            }
        }
        throw new IllegalStateException(arn + " has no default rule");
    }
}

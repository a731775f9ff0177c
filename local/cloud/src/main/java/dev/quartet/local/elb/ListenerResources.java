package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.http.FrontDoors;
import java.util.LinkedHashMap;
import java.util.List;

/** Handlers of listeners and their rules. */
final class ListenerResources implements ResourceModule {
    private static final int MOST_PRIORITY = 50_000;
    private static final int MOST_PORT = 65_535;

    private final Registry registry;
    private final FrontDoors doors;
    private final RuleReader reader;

    ListenerResources(Registry registry, FrontDoors doors) {
        this.registry = requireNonNull(registry, "registry is null");
        this.doors = requireNonNull(doors, "doors is null");
        this.reader = new RuleReader(registry);
    }

    @Override
    public void install(ResourceCatalog catalog) {
        Tokens.LISTENER.forEach(token -> catalog.resource(token, this::listener));
        Tokens.LISTENER_RULE.forEach(token -> catalog.resource(token, this::rule));
    }

    private Provisioned listener(Registration registration) {
        var inputs = registration.inputs();
        var loadBalancer = registry.loadBalancer(inputs.owner(), inputs.string("loadBalancerArn"));
        var protocol = inputs.optionalString("protocol").orElse("HTTP");
        if (!List.of("HTTP", "HTTPS").contains(protocol)) {
            throw new ProvisionException(
                    "%s: ValidationError: protocol '%s' must be HTTP or HTTPS".formatted(inputs.owner(), protocol));
        }
        if (protocol.equals("HTTPS") && !inputs.has("certificateArn")) {
            throw new ProvisionException("%s: CertificateNotFound: A certificate must be specified for HTTPS listeners"
                    .formatted(inputs.owner()));
        }
        int port = inputs.integer("port");
        if (port < 1 || port > MOST_PORT) {
            throw new ProvisionException(
                    "%s: ValidationError: port %d must be 1 to %d".formatted(inputs.owner(), port, MOST_PORT));
        }
        var arn = Registry.childArn(loadBalancer.arn(), "loadbalancer", "listener", Integer.toString(port));
        var byDefault = new Rule(
                Registry.childArn(arn, "listener", "listener-rule", "default"),
                Rule.DEFAULT,
                List.of(),
                reader.action(inputs, "defaultActions", loadBalancer));
        var listener = open(arn, loadBalancer, port, protocol, byDefault);
        registry.add(inputs.owner(), listener);
        listener.open();
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("arn", arn);
        outputs.put("protocol", protocol);
        outputs.put(
                "sslPolicy",
                protocol.equals("HTTPS") ? inputs.optionalString("sslPolicy").orElse("ELBSecurityPolicy-2016-08") : "");
        outputs.put("tagsAll", inputs.texts("tags"));
        return Provisioned.running(arn, outputs);
    }

    /** The first listener takes the load balancer's door, the others get their own. */
    private Listener open(String arn, LoadBalancer loadBalancer, int port, String protocol, Rule byDefault) {
        var door = loadBalancer.takeDoor()
                ? loadBalancer.door()
                : Door.open(
                        doors,
                        registry.context().clock(),
                        loadBalancer.attributes().idle());
        return new Listener(arn, loadBalancer, port, protocol, door, byDefault);
    }

    private Provisioned rule(Registration registration) {
        var inputs = registration.inputs();
        var listener = registry.listener(inputs.owner(), inputs.string("listenerArn"));
        var conditions = reader.conditions(inputs);
        var action = reader.action(inputs, "actions", listener.loadBalancer());
        int priority = inputs.optionalInteger("priority").orElseGet(listener::nextPriority);
        if (priority < 1 || priority > MOST_PRIORITY) {
            throw new ProvisionException("%s: ValidationError: priority %d must be 1 to %d"
                    .formatted(inputs.owner(), priority, MOST_PRIORITY));
        }
        var arn = Registry.childArn(listener.arn(), "listener", "listener-rule", registration.urn());
        listener.add(new Rule(arn, priority, conditions, action)).ifPresent(other -> {
            throw new ProvisionException("%s: PriorityInUse: Priority '%d' is currently in use by %s"
                    .formatted(inputs.owner(), priority, other.arn()));
        });
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("arn", arn);
        outputs.put("priority", (double) priority);
        outputs.put("tagsAll", inputs.texts("tags"));
        return Provisioned.running(arn, outputs);
    }
}

package dev.quartet.local.cli;

import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.deploy.Ledger;
import dev.quartet.local.deploy.Redeployment;
import dev.quartet.local.deploy.Step;
import dev.quartet.local.deploy.Step.Action;
import dev.quartet.local.engine.Engine;
import dev.quartet.local.engine.Program;
import dev.quartet.local.engine.ProgramException;
import dev.quartet.local.engine.Provisioner;
import dev.quartet.local.engine.RunListener;
import dev.quartet.local.engine.RunResult;
import dev.quartet.local.preview.PreviewProvisioner;
import dev.quartet.local.preview.ResourceClasses;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs the program once more while everything runs, as a second {@code pulumi up} would: first dry, to find what differs and to
 * refuse, before anything is changed, what cannot be changed in place; then for real. Not to be called twice at once.
 */
final class Deployer {
    private static final Logger log = LoggerFactory.getLogger(Deployer.class);

    private final Home home;
    private final Supplier<Program> program;
    private final String region;
    private final Engine engine;
    private final ResourceCatalog catalog;
    private final Ledger ledger;
    private final UnaryOperator<Provisioner> change;
    private final Publication publication;

    /** @param change stands between the program and the handlers, as in the first run */
    Deployer(
            Home home,
            Supplier<Program> program,
            String region,
            Engine engine,
            ResourceCatalog catalog,
            Ledger ledger,
            UnaryOperator<Provisioner> change,
            Publication publication) {
        this.home = home;
        this.program = program;
        this.region = region;
        this.engine = engine;
        this.catalog = catalog;
        this.ledger = ledger;
        this.change = change;
        this.publication = publication;
    }

    /** Is told of a run that succeeded: exports and graph are new. */
    @FunctionalInterface
    interface Publication {
        void publish(RunResult result) throws IOException;
    }

    /**
     * Deploys with {@code config} over the stack file's; tells {@code events}: {@code begun}, {@code step} (phase plan or apply, action create,
     * update, same, delete or refuse, type, name, properties, problem), {@code message} (severity, text), {@code failed}
     * (message), and at the end {@code done} (create, update, same, delete, refuse, millis, succeeded, changed).
     */
    void deploy(Map<String, String> config, boolean dryRun, Consumer<JsonNode> events) throws InterruptedException {
        long began = System.nanoTime();
        var plan = new Tally("plan", events);
        var applied = new Tally("apply", events);
        boolean succeeded = false;
        events.accept(event("begun"));
        try {
            var program = HostedDashboard.refuse(this.program.get().with(config));
            var newRegion = program.config().require("aws:region");
            if (!newRegion.equals(region)) {
                throw new ProgramException(
                        "aws:region changes from %s to %s; end the local cloud and start it anew: ./quartet up"
                                .formatted(region, newRegion));
            }
            succeeded = plan(program, plan, events) && (dryRun || apply(program, applied, events));
        } catch (ProgramException | ProvisionException | IOException e) {
            log.warn("the deployment failed", e);
            events.accept(event("failed").put("message", String.valueOf(e.getMessage())));
        }
        var tally = dryRun || applied.total() == 0 ? plan : applied;
        var done = event("done");
        for (var action : Action.values()) {
            done.put(action.name().toLowerCase(Locale.ROOT), tally.count(action));
        }
        events.accept(
                done.put("millis", Duration.ofNanos(System.nanoTime() - began).toMillis())
                        .put("dryRun", dryRun)
                        .put("succeeded", succeeded));
    }

    private boolean plan(Program program, Tally tally, Consumer<JsonNode> events)
            throws IOException, InterruptedException {
        try (var classes = ResourceClasses.in(home.programLibraries())) {
            var dry = Redeployment.dry(catalog, ledger, new PreviewProvisioner(classes, catalog), tally);
            var result = engine.run(program, change.apply(dry), new Listener(events));
            if (result.succeeded()) {
                dry.finish();
            }
            return result.succeeded() && tally.count(Action.REFUSE) == 0;
        }
    }

    private boolean apply(Program program, Tally tally, Consumer<JsonNode> events)
            throws IOException, InterruptedException {
        var real = Redeployment.real(catalog, ledger, tally);
        var result = engine.run(program, change.apply(real), new Listener(events));
        if (result.succeeded()) {
            real.finish();
            publication.publish(result);
        }
        return result.succeeded();
    }

    private static ObjectNode event(String kind) {
        return CloudClient.JSON.createObjectNode().put("event", kind);
    }

    /** Counts steps, and tells of them. Thread-safe. */
    private static final class Tally implements Consumer<Step> {
        private final String phase;
        private final Consumer<JsonNode> events;
        private final Map<Action, Integer> counts = new EnumMap<>(Action.class);

        Tally(String phase, Consumer<JsonNode> events) {
            this.phase = phase;
            this.events = events;
        }

        @Override
        public synchronized void accept(Step step) {
            counts.merge(step.action(), 1, Integer::sum);
            var event = event("step")
                    .put("phase", phase)
                    .put("action", step.action().name().toLowerCase(Locale.ROOT))
                    .put("type", step.type())
                    .put("name", step.name())
                    .put("problem", step.problem());
            step.properties().forEach(event.putArray("properties")::add);
            events.accept(event);
        }

        synchronized int count(Action action) {
            return counts.getOrDefault(action, 0);
        }

        synchronized int total() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** Hands on what the program says and what was refused; steps are told by the {@link Tally}. */
    private record Listener(Consumer<JsonNode> events) implements RunListener {
        @Override
        public void creating(String type, String name) {}

        @Override
        public void created(String type, String name, boolean running, Duration took) {}

        @Override
        public void failed(String type, String name, String message) {
            events.accept(event("failed").put("message", message));
        }

        @Override
        public void message(Severity severity, String resource, String message) {
            if (severity == Severity.WARNING || severity == Severity.ERROR) {
                events.accept(event("message")
                        .put("severity", severity.name().toLowerCase(Locale.ROOT))
                        .put("text", (resource.isEmpty() ? "" : resource + ": ") + message.strip()));
            }
        }

        @Override
        public void printed(String line) {
            log.info("program: {}", line);
        }
    }
}

package dev.quartet.local.deploy;

import dev.quartet.local.core.Change;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceUpdater;
import dev.quartet.local.deploy.Ledger.Entry;
import dev.quartet.local.deploy.Step.Action;
import dev.quartet.local.engine.Provisioner;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Answers the registrations of a program that runs once more: resources that are the same are answered as before, changed
 * ones are changed in place, new ones made. A dry one changes nothing, answers what would be, and tells of every change that
 * cannot be made. Good for one run; thread-safe.
 */
public final class Redeployment implements Provisioner {
    private static final String RESTART = "end the local cloud and start it anew: ./quartet up";

    private final ResourceCatalog catalog;
    private final Ledger ledger;
    private final Provisioner newResources;
    private final boolean dry;
    private final Consumer<Step> steps;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    private Redeployment(
            ResourceCatalog catalog, Ledger ledger, Provisioner newResources, boolean dry, Consumer<Step> steps) {
        this.catalog = catalog;
        this.ledger = ledger;
        this.newResources = newResources;
        this.dry = dry;
        this.steps = steps;
    }

    /** Returns one that changes nothing; {@code placeholders} makes up what new resources would answer. */
    public static Redeployment dry(
            ResourceCatalog catalog, Ledger ledger, Provisioner placeholders, Consumer<Step> steps) {
        return new Redeployment(catalog, ledger, placeholders, true, steps);
    }

    /** Returns one that applies changes and makes new resources. */
    public static Redeployment real(ResourceCatalog catalog, Ledger ledger, Consumer<Step> steps) {
        return new Redeployment(catalog, ledger, Provisioner.of(catalog), false, steps);
    }

    @Override
    public Provisioned provision(Registration registration) {
        seen.add(registration.urn());
        var digest = ledger.digest(registration);
        var known = ledger.find(registration.urn());
        if (known.isEmpty()) {
            return create(registration, digest);
        }
        var entry = known.get();
        var differences = Ledger.differences(entry.digest(), digest);
        if (!entry.registration().region().equals(registration.region())) {
            return refuse(
                    entry,
                    "%s: its provider's region changes from %s to %s; %s"
                            .formatted(
                                    registration.inputs().owner(),
                                    entry.registration().region(),
                                    registration.region(),
                                    RESTART));
        }
        if (differences.isEmpty()) {
            steps.accept(Step.of(Action.SAME, registration.type(), registration.name()));
            return entry.made();
        }
        return update(new Change(entry.registration(), registration, entry.made(), differences), entry, digest);
    }

    @Override
    public Map<String, Object> call(String token, Inputs arguments) {
        return catalog.call(token, arguments);
    }

    /** Tells of what the program registers no more; call it once it has ended well. */
    public void finish() {
        ledger.without(seen).forEach((urn, entry) -> {
            var registration = entry.registration();
            var remover = catalog.remover(registration.type());
            if (entry.made().running() && remover.isEmpty()) {
                refuse(
                        entry,
                        "%s is no longer in the program, and the running local cloud does not delete it; %s"
                                .formatted(registration.inputs().owner(), RESTART));
                return;
            }
            if (!dry) {
                remover.ifPresent(known -> known.remove(registration, entry.made()));
                ledger.remove(urn);
            }
            steps.accept(Step.of(Action.DELETE, registration.type(), registration.name()));
        });
    }

    private Provisioned create(Registration registration, Map<String, Object> digest) {
        if (!catalog.types().contains(registration.type())) {
            throw new ProvisionException("%s: the local cloud has no handler for this type"
                    .formatted(registration.inputs().owner()));
        }
        var made = newResources.provision(registration);
        if (!dry) {
            ledger.put(registration, made, digest);
        }
        steps.accept(Step.of(Action.CREATE, registration.type(), registration.name()));
        return made;
    }

    private Provisioned update(Change change, Entry entry, Map<String, Object> digest) {
        var registration = change.after();
        var updater = entry.made().running()
                ? catalog.updater(registration.type()).orElse(null)
                : ResourceUpdater.again(catalog::provision, Set.of());
        if (updater == null) {
            return refuse(
                    entry,
                    "%s: %s, which the running local cloud cannot take; %s"
                            .formatted(
                                    registration.inputs().owner(),
                                    String.join(", ", change.properties())
                                            + (change.properties().size() == 1 ? " changes" : " change"),
                                    RESTART));
        }
        Provisioned made;
        try {
            made = updater.plan(change);
        } catch (ProvisionException e) {
            return refuse(entry, String.valueOf(e.getMessage()));
        }
        if (!dry) {
            made = updater.apply(change);
            ledger.put(registration, made, digest);
        }
        steps.accept(new Step(Action.UPDATE, registration.type(), registration.name(), change.properties(), ""));
        return made;
    }

    /** A dry run goes on, so that it tells of all refusals at once. */
    private Provisioned refuse(Entry entry, String problem) {
        if (!dry) {
            throw new ProvisionException(problem);
        }
        var registration = entry.registration();
        steps.accept(Step.refuse(registration.type(), registration.name(), problem));
        return entry.made();
    }
}

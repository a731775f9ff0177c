package dev.quartet.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.Asset;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceUpdater;
import dev.quartet.local.deploy.Step.Action;
import dev.quartet.local.engine.Provisioner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedeploymentTest {
    private final Map<String, Map<String, Object>> made = new HashMap<>();
    private final ResourceCatalog catalog = new ResourceCatalog()
            .resource("box", this::make)
            .resource("stone", this::make)
            .resource("note", registration -> Provisioned.recorded(registration.name(), Map.of()))
            .resource("leaf", this::make)
            .remover("leaf", (registration, answered) -> made.remove(answered.id()))
            .updater("box", ResourceUpdater.again(this::make, Set.of("name")));
    private final Ledger ledger = new Ledger();
    private final Provisioner first = ledger.recording(Provisioner.of(catalog));
    private final List<Step> steps = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void same_shouldBeAnsweredAsBefore() {
        var before = first.provision(registration("stone", "a", Map.of("list", List.of("x", 1.0))));
        made.clear();

        assertThat(real().provision(registration("stone", "a", Map.of("list", List.of("x", 1.0)))))
                .isSameAs(before);

        assertThat(made).isEmpty();
        assertThat(steps).extracting(Step::action).containsExactly(Action.SAME);
    }

    @Test
    void changed_shouldBePlannedWithoutEffect_thenApplied() {
        first.provision(registration("box", "a", Map.of("size", 1.0)));
        made.clear();

        dry().provision(registration("box", "a", Map.of("size", 2.0)));
        assertThat(made).isEmpty();
        assertThat(steps).containsExactly(new Step(Action.UPDATE, "box", "a", Set.of("size"), ""));

        real().provision(registration("box", "a", Map.of("size", 2.0)));
        assertThat(made).containsEntry("a", Map.of("size", 2.0));
        steps.clear();
        real().provision(registration("box", "a", Map.of("size", 2.0)));
        assertThat(steps).extracting(Step::action).containsExactly(Action.SAME);
    }

    @Test
    void fileOfTheSameName_shouldCountByItsContent() throws IOException {
        var file = Files.writeString(directory.resolve("code.zip"), "one");
        var code = new Asset(true, Optional.of(file), Optional.empty());
        first.provision(registration("box", "a", Map.of("code", code)));
        dry().provision(registration("box", "a", Map.of("code", code)));
        assertThat(steps).extracting(Step::action).containsExactly(Action.SAME);

        Files.writeString(file, "another");
        steps.clear();
        dry().provision(registration("box", "a", Map.of("code", code)));

        assertThat(steps).containsExactly(new Step(Action.UPDATE, "box", "a", Set.of("code"), ""));
    }

    @Test
    void refused_shouldNameResourcePropertyAndWhatToDo() {
        first.provision(registration("stone", "a", Map.of("size", 1.0)));
        first.provision(registration("box", "b", Map.of("name", "x")));
        first.provision(registration("box", "gone", Map.of()));
        var dry = dry();

        dry.provision(registration("stone", "a", Map.of("size", 2.0)));
        dry.provision(registration("box", "b", Map.of("name", "y")));
        dry.finish();

        assertThat(steps)
                .allMatch(step -> step.action() == Action.REFUSE)
                .extracting(Step::problem)
                .satisfiesExactly(
                        text -> assertThat(text).contains("stone (a): size changes", "./quartet up"),
                        text -> assertThat(text).contains("box (b): name changes", "./quartet up"),
                        text -> assertThat(text).contains("box (gone) is no longer in the program", "./quartet up"));
        assertThatThrownBy(() -> real().provision(registration("stone", "a", Map.of("size", 2.0))))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("size changes");
        assertThat(made.get("a")).containsEntry("size", 1.0);
    }

    @Test
    void anotherRegion_shouldBeRefused() {
        first.provision(registration("box", "a", Map.of()));
        dry().provision(new Registration("box", "a", "urn:a", "us-east-1", new Inputs("box (a)", Map.of()), List.of()));

        assertThat(steps.getFirst().problem()).contains("region changes from eu-west-1 to us-east-1");
    }

    @Test
    void created_shouldBeMadeByTheRealRunAlone() {
        dry().provision(registration("stone", "new", Map.of()));
        assertThat(made).isEmpty();
        real().provision(registration("stone", "new", Map.of()));
        assertThat(made).containsKey("new");
        assertThat(steps).extracting(Step::action).containsExactly(Action.CREATE, Action.CREATE);
        assertThatThrownBy(() -> dry().provision(registration("cloud", "other", Map.of())))
                .hasMessageContaining("no handler for this type");
    }

    @Test
    void removed_shouldBeDeletedByTheRealRunAlone() {
        first.provision(registration("leaf", "a", Map.of()));
        dry().finish();
        assertThat(made).containsKey("a");
        real().finish();

        assertThat(made).isEmpty();
        assertThat(ledger.find("urn:a")).isEmpty();
        assertThat(steps).extracting(Step::action).containsExactly(Action.DELETE, Action.DELETE);
    }

    @Test
    void recorded_shouldBeChangedAndForgotten() {
        first.provision(registration("note", "a", Map.of("text", "one")));
        first.provision(registration("note", "b", Map.of()));
        var real = real();

        real.provision(registration("note", "a", Map.of("text", "two")));
        real.finish();

        assertThat(steps).extracting(Step::action).containsExactly(Action.UPDATE, Action.DELETE);
        assertThat(ledger.find("urn:b")).isEmpty();
    }

    private Redeployment dry() {
        return Redeployment.dry(catalog, ledger, placeholders(), steps::add);
    }

    private Redeployment real() {
        return Redeployment.real(catalog, ledger, steps::add);
    }

    private static Provisioner placeholders() {
        return new Provisioner() {
            @Override
            public Provisioned provision(Registration registration) {
                return Provisioned.running("placeholder", Map.of());
            }

            @Override
            public Map<String, Object> call(String token, Inputs arguments) {
                return Map.of();
            }
        };
    }

    private Provisioned make(Registration registration) {
        made.put(registration.name(), registration.inputs().asMap());
        return Provisioned.running(registration.name(), Map.of());
    }

    private static Registration registration(String type, String name, Map<String, Object> inputs) {
        return new Registration(
                type, name, "urn:" + name, "eu-west-1", new Inputs(type + " (" + name + ")", inputs), List.of());
    }
}

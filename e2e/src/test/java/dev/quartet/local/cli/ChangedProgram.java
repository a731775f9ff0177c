package dev.quartet.local.cli;

import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.engine.Provisioner;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The program with one thing changed on its way to the local cloud, as if it had been written so. */
final class ChangedProgram {
    private ChangedProgram() {}

    /** Leaves out the resources that {@code which} picks; the program is told some id. */
    static UnaryOperator<Provisioner> without(String type, Predicate<Inputs> which) {
        return provisioner -> new Forwarding(provisioner) {
            @Override
            public Provisioned provision(Registration registration) {
                return registration.type().equals(type) && which.test(registration.inputs())
                        ? Provisioned.recorded("left-out", Map.of("prefixListId", "pl-leftout"))
                        : super.provision(registration);
            }
        };
    }

    /** Changes the arguments of every resource of {@code type}. */
    static UnaryOperator<Provisioner> with(String type, UnaryOperator<Map<String, Object>> change) {
        return provisioner -> new Forwarding(provisioner) {
            @Override
            public Provisioned provision(Registration registration) {
                if (!registration.type().equals(type)) {
                    return super.provision(registration);
                }
                var inputs = registration.inputs();
                return super.provision(new Registration(
                        registration.type(),
                        registration.name(),
                        registration.urn(),
                        registration.region(),
                        new Inputs(inputs.owner(), change.apply(new HashMap<>(inputs.asMap()))),
                        registration.dependencies()));
            }
        };
    }

    private abstract static class Forwarding implements Provisioner {
        private final Provisioner provisioner;

        Forwarding(Provisioner provisioner) {
            this.provisioner = provisioner;
        }

        @Override
        public Provisioned provision(Registration registration) {
            return provisioner.provision(registration);
        }

        @Override
        public Map<String, Object> call(String token, Inputs arguments) {
            return provisioner.call(token, arguments);
        }
    }
}

package dev.quartet.local.cli;

import dev.quartet.e2e.StackAccess;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.engine.Provisioner;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The program with one thing changed on its way to the local cloud, as if it had been written so. */
final class ChangedProgram {
    private ChangedProgram() {}

    /** Starts the local cloud with a program so changed, without a dashboard; close the session. */
    static Session start(Path state, ByteArrayOutputStream output, UnaryOperator<Provisioner> change) throws Exception {
        var stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        var options = new UpOptions(
                "local", StackAccess.freePort(), Optional.empty(), Optional.empty(), 4, Optional.empty(), false, false);
        var session = new Session(
                new Home(StackAccess.clonesRoot(), state), new Terminal(stream, stream, false), options, change);
        try {
            session.start();
        } catch (Exception e) {
            session.close();
            throw e;
        }
        return session;
    }

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

package dev.quartet.e2e;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One running Quartet for all test classes that ask for it, as starting one takes seconds. */
final class SharedQuartet implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedQuartet.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningQuartet.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Holder.class, absent -> new Holder(), Holder.class)
                .quartet;
    }

    /** Closed by JUnit at the end of all tests. */
    private static final class Holder implements AutoCloseable {
        private final RunningQuartet quartet;

        Holder() {
            try {
                quartet =
                        RunningQuartet.start(Path.of("target", "shared-quartet").toAbsolutePath());
            } catch (Exception e) {
                throw new IllegalStateException("cannot start Quartet", e);
            }
        }

        @Override
        public void close() {
            quartet.close();
        }
    }
}

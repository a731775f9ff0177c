package dev.quartet.dashboard.stack;

import dev.quartet.dashboard.config.AwsClients;
import dev.quartet.dashboard.config.DashboardProperties;
import dev.quartet.exports.StackExports;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The stack that is shown. Thread-safe. */
@Component
public final class StackRepository {
    private static final Logger log = LoggerFactory.getLogger(StackRepository.class);

    private final ExportsSource source;
    private @Nullable StackExports last;

    StackRepository(DashboardProperties properties, AwsClients clients, Clock clock) {
        Path file = properties.exports().file();
        this.source = file != null
                ? new FileExportsSource(file)
                : new SsmExportsSource(
                        clients.ssm(properties.region()), Objects.requireNonNull(properties.stack()), clock);
    }

    /** When the program last wrote the exports: each deployment that changed them. */
    public synchronized Optional<Instant> writtenAt() {
        return source.writtenAt();
    }

    /** The exports as they are now, or as last read; throws {@link ExportsUnavailableException} when they never were. */
    public synchronized StackExports current() {
        StackExports known = last;
        if (known != null && !source.changed()) {
            return known;
        }
        try {
            StackExports read = source.read();
            last = read;
            return read;
        } catch (ExportsUnavailableException e) {
            if (known == null) {
                throw e;
            }
            log.warn("Keeping the exports read before: {}", e.getMessage());
            return known;
        }
    }
}

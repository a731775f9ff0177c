package dev.quartet.dashboard.stack;

import dev.quartet.exports.ExportsParameters;
import dev.quartet.exports.InvalidExportsException;
import dev.quartet.exports.StackExports;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Exports in SSM parameters, read again every five minutes, or half a minute after that failed. Guarded by its one caller. */
final class SsmExportsSource implements ExportsSource {
    private static final Duration KEPT = Duration.ofMinutes(5);
    /** All pages ask, and a call that fails may take its time. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final SsmClient ssm;
    private final String stack;
    private final Clock clock;
    private Instant dueAt = Instant.EPOCH;
    private @Nullable Instant writtenAt;

    SsmExportsSource(SsmClient ssm, String stack, Clock clock) {
        this.ssm = ssm;
        this.stack = stack;
        this.clock = clock;
    }

    @Override
    public StackExports read() {
        String path = ExportsParameters.path(stack);
        try {
            Map<String, String> parameters = new HashMap<>();
            List<Instant> written = new ArrayList<>();
            ssm.getParametersByPathPaginator(request -> request.path(path))
                    .forEach(page -> page.parameters().forEach(parameter -> {
                        parameters.put(parameter.name(), parameter.value());
                        if (parameter.lastModifiedDate() != null) {
                            written.add(parameter.lastModifiedDate());
                        }
                    }));
            writtenAt = written.stream().max(Comparator.naturalOrder()).orElse(null);
            StackExports exports = ExportsParameters.fromParameters(stack, parameters);
            dueAt = clock.instant().plus(KEPT);
            return exports;
        } catch (SdkException | InvalidExportsException e) {
            dueAt = clock.instant().plus(PAUSE);
            throw new ExportsUnavailableException("SSM parameters under %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    @Override
    public Optional<Instant> writtenAt() {
        return Optional.ofNullable(writtenAt);
    }

    @Override
    public boolean changed() {
        return clock.instant().isAfter(dueAt);
    }
}

package dev.quartet.local.ssm;

import dev.quartet.local.core.AwsException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** The parameters of one region, by name. Thread-safe. */
final class ParameterStore {
    /** A parameter at its present version. */
    record Parameter(String name, String type, String value, String tier, long version, Instant modified) {}

    private static final Set<String> TYPES = Set.of("String", "StringList", "SecureString");
    private static final Set<String> TIERS = Set.of("Standard", "Advanced", "Intelligent-Tiering");
    private static final int STANDARD_BYTES = 4_096;
    private static final int ADVANCED_BYTES = 8_192;

    private final Clock clock;
    private final NavigableMap<String, Parameter> parameters = new ConcurrentSkipListMap<>();

    ParameterStore(Clock clock) {
        this.clock = clock;
    }

    /** Stores a value; throws {@link AwsException} for what SSM refuses. */
    Parameter put(String name, Optional<String> type, String value, Optional<String> tier, boolean overwrite) {
        checkName(name);
        if (type.isPresent() && !TYPES.contains(type.get())) {
            throw invalid("type must be one of " + TYPES + ", not " + type.get());
        }
        var wanted = tier.orElse("Standard");
        if (!TIERS.contains(wanted)) {
            throw invalid("tier must be one of " + TIERS + ", not " + wanted);
        }
        var bytes = value.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        var most = wanted.equals("Standard") ? STANDARD_BYTES : ADVANCED_BYTES;
        if (bytes == 0 || bytes > most) {
            throw invalid(
                    "%s parameters have a value of 1 to %d bytes, not %d (%s)".formatted(wanted, most, bytes, name));
        }
        var chosen = wanted.equals("Intelligent-Tiering") ? bytes > STANDARD_BYTES ? "Advanced" : "Standard" : wanted;
        return parameters.compute(name, (key, old) -> {
            if (old != null && !overwrite) {
                throw new AwsException(
                        "ParameterAlreadyExists",
                        400,
                        "The parameter already exists. To overwrite this value, set the overwrite option in the request to"
                                + " true.");
            }
            return new Parameter(
                    name,
                    type.orElseGet(() -> old == null ? "String" : old.type()),
                    value,
                    chosen,
                    old == null ? 1 : old.version() + 1,
                    clock.instant());
        });
    }

    /** Returns the parameter, or one of the given version, {@code name:3}. */
    Optional<Parameter> get(String selector) {
        var colon = selector.lastIndexOf(':');
        var versioned = colon > 0 && selector.substring(colon + 1).matches("[0-9]{1,18}");
        var name = versioned ? selector.substring(0, colon) : selector;
        return Optional.ofNullable(parameters.get(name))
                .filter(p -> !versioned || p.version() == Long.parseLong(selector.substring(colon + 1)));
    }

    /** Returns the parameters under {@code path} in the order of their names, from after {@code startAfter}. */
    List<Parameter> byPath(String path, boolean recursive, String startAfter) {
        var prefix = path.endsWith("/") ? path : path + "/";
        return parameters.tailMap(startAfter.isEmpty() ? prefix : startAfter, false).values().stream()
                .takeWhile(p -> p.name().startsWith(prefix) || p.name().compareTo(prefix) < 0)
                .filter(p -> p.name().startsWith(prefix))
                .filter(p -> recursive || p.name().indexOf('/', prefix.length()) < 0)
                .toList();
    }

    /** Returns all parameters in the order of their names, from after {@code startAfter}. */
    List<Parameter> all(String startAfter) {
        return List.copyOf(parameters.tailMap(startAfter, false).values());
    }

    private static void checkName(String name) {
        if (!name.matches("[a-zA-Z0-9_.\\-/]{1,1011}") || (name.contains("/") && !name.startsWith("/"))) {
            throw invalid("Parameter name must be a fully qualified name of letters, digits and _.-/, not " + name);
        }
        if (name.matches("(?i)/?(aws|ssm).*")) {
            throw invalid("Parameter name can't be prefixed with \"aws\" or \"ssm\" (case-insensitive): " + name);
        }
    }

    private static AwsException invalid(String message) {
        return new AwsException("ValidationException", 400, message);
    }
}

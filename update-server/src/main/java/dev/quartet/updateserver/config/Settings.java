package dev.quartet.updateserver.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What the environment says.
 *
 * @param bind address to listen on, {@code BIND}: loopback unless it says otherwise
 * @param port {@code PORT}, 8080; 0 for any free one
 * @param root folder of the releases, {@code RELEASES_ROOT}
 * @param mounted if the folder counts only once another file system is mounted there, {@code RELEASES_MOUNTED}
 * @param idle how long a connection may stand still, {@code IDLE_SECONDS}: longer than the load balancer's 60 s, or its
 *     requests would meet connections that close
 * @param drain how long downloads may still take when it is told to stop, {@code DRAIN_SECONDS}
 */
public record Settings(String bind, int port, Path root, boolean mounted, Duration idle, Duration drain) {
    public Settings {
        requireNonNull(bind, "bind is null");
        requireNonNull(root, "root is null");
        requireNonNull(idle, "idle is null");
        requireNonNull(drain, "drain is null");
    }

    /** Reads {@code environment}; throws {@link IllegalArgumentException} naming the variable, its value and what is allowed. */
    public static Settings of(Map<String, String> environment) {
        var root = environment.getOrDefault("RELEASES_ROOT", "");
        if (root.isBlank()) {
            throw new IllegalArgumentException("RELEASES_ROOT is missing: the folder of the releases");
        }
        return new Settings(
                environment.getOrDefault("BIND", "127.0.0.1"),
                number(environment, "PORT", 8080, 0, 65_535),
                Path.of(root).toAbsolutePath().normalize(),
                flag(environment, "RELEASES_MOUNTED"),
                Duration.ofSeconds(number(environment, "IDLE_SECONDS", 75, 1, 3600)),
                Duration.ofSeconds(number(environment, "DRAIN_SECONDS", 30, 0, 3600)));
    }

    private static int number(Map<String, String> environment, String name, int byDefault, int least, int most) {
        var text = environment.get(name);
        if (text == null || text.isBlank()) {
            return byDefault;
        }
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(name, text, least + " to " + most);
        }
        throw wrong(name, text, least + " to " + most);
    }

    private static boolean flag(Map<String, String> environment, String name) {
        var text = environment.getOrDefault(name, "false").strip();
        return switch (text) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw wrong(name, text, "true or false");
        };
    }

    private static IllegalArgumentException wrong(String name, String value, String allowed) {
        return new IllegalArgumentException("%s is '%s'; allowed: %s".formatted(name, value, allowed));
    }
}

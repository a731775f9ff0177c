package dev.quartet.updateserver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void defaults_shouldListenOnLoopback() {
        assertThat(Settings.of(Map.of("RELEASES_ROOT", "/mnt/releases")))
                .isEqualTo(new Settings(
                        "127.0.0.1",
                        8080,
                        Path.of("/mnt/releases"),
                        false,
                        Duration.ofSeconds(75),
                        Duration.ofSeconds(30)));
    }

    @Test
    void everything_shouldBeRead() {
        assertThat(Settings.of(Map.of(
                        "RELEASES_ROOT",
                        "/r",
                        "BIND",
                        "0.0.0.0",
                        "PORT",
                        "80",
                        "RELEASES_MOUNTED",
                        "true",
                        "IDLE_SECONDS",
                        "90",
                        "DRAIN_SECONDS",
                        "0")))
                .isEqualTo(new Settings("0.0.0.0", 80, Path.of("/r"), true, Duration.ofSeconds(90), Duration.ZERO));
    }

    @Test
    void badValues_shouldBeNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(Map.of()))
                .withMessage("RELEASES_ROOT is missing: the folder of the releases");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(Map.of("RELEASES_ROOT", "/r", "PORT", "http")))
                .withMessage("PORT is 'http'; allowed: 0 to 65535");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(Map.of("RELEASES_ROOT", "/r", "RELEASES_MOUNTED", "yes")))
                .withMessage("RELEASES_MOUNTED is 'yes'; allowed: true or false");
    }
}

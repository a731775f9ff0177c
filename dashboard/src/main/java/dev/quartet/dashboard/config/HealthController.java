package dev.quartet.dashboard.config;

import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells a load balancer or a launcher that pages are served; nothing about the stack, as nobody is asked who they are. */
@RestController
final class HealthController {
    @GetMapping("/api/health")
    Map<String, String> health() {
        return Map.of("status", "up");
    }
}

package dev.quartet.infra.hosting;

import dev.quartet.infra.config.DashboardSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard's container as a task definition names it. */
final class Container {
    static final String NAME = "dashboard";

    private Container() {}

    /** Returns the definitions of the task's one container; {@code logGroup} takes what it prints. */
    static String definitions(DashboardSettings settings, String stack, String region, String logGroup) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("QUARTET_STACK", stack);
        environment.put("QUARTET_REGION", region);
        environment.put("QUARTET_ACCESS_OIDC_ENABLED", "true");
        // Only the load balancer gets here, whose word on scheme and caller counts.
        environment.put("SERVER_ADDRESS", "0.0.0.0");
        environment.put("SERVER_PORT", String.valueOf(FrontDoor.PORT));
        environment.put("SERVER_FORWARD_HEADERS_STRATEGY", "native");
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("name", NAME);
        container.put("image", settings.image());
        container.put("essential", true);
        container.put("portMappings", List.of(Map.of("containerPort", FrontDoor.PORT, "protocol", "tcp")));
        container.put(
                "environment",
                environment.entrySet().stream()
                        .map(entry -> Map.of("name", entry.getKey(), "value", entry.getValue()))
                        .toList());
        container.put(
                "linuxParameters", Map.of("initProcessEnabled", true, "capabilities", Map.of("drop", List.of("ALL"))));
        container.put("stopTimeout", 30);
        container.put(
                "logConfiguration",
                Map.of(
                        "logDriver",
                        "awslogs",
                        "options",
                        // A log that cannot be written must not stop the pages.
                        Map.of(
                                "awslogs-group",
                                logGroup,
                                "awslogs-region",
                                region,
                                "awslogs-stream-prefix",
                                NAME,
                                "mode",
                                "non-blocking",
                                "max-buffer-size",
                                "4m")));
        return JsonMapper.shared().writeValueAsString(List.of(container));
    }
}

package dev.quartet.dashboard.access;

import dev.quartet.dashboard.config.DashboardProperties;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import org.springframework.stereotype.Component;

/** Gives sessions whose page is closed, which sends no heartbeats, the same time. */
@Component
final class IdleLimit implements HttpSessionListener {
    private final int seconds;

    IdleLimit(DashboardProperties properties) {
        this.seconds = Math.toIntExact(properties.access().idleTimeout().toSeconds());
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        event.getSession().setMaxInactiveInterval(seconds);
    }
}

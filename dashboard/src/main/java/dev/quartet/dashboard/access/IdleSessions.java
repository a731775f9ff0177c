package dev.quartet.dashboard.access;

import com.vaadin.flow.server.HandlerHelper;
import com.vaadin.flow.server.RequestHandler;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinSession;
import dev.quartet.dashboard.config.Access;
import dev.quartet.dashboard.config.DashboardProperties;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Signs out pages that nobody touched for {@code quartet.access.idle-timeout}. An open page's heartbeats keep its session alive
 * for ever, so they are looked at here: figures that are pushed to a page are no use of it. Where nobody signs in, nothing ends.
 */
@Component
final class IdleSessions implements VaadinServiceInitListener {
    private final Access access;
    private final Clock clock;
    private final AuditLog audit;

    IdleSessions(DashboardProperties properties, Clock clock, AuditLog audit) {
        this.access = properties.access();
        this.clock = clock;
        this.audit = audit;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        if (access.controlled()) {
            event.addRequestHandler((RequestHandler) this::handle);
            event.getSource().setSystemMessagesProvider(new ExpiryNotice(access.idleTimeout()));
        }
    }

    private boolean handle(VaadinSession session, VaadinRequest request, VaadinResponse response) throws IOException {
        if (!HandlerHelper.isRequestType(request, HandlerHelper.RequestType.HEARTBEAT)) {
            return false;
        }
        Principal who = request.getUserPrincipal();
        session.lock();
        try {
            Duration untouched = Duration.ofMillis(clock.millis() - session.getLastRequestTimestamp());
            if (untouched.compareTo(access.idleTimeout()) < 0) {
                return false;
            }
            request.getWrappedSession().invalidate();
        } finally {
            session.unlock();
        }
        audit.expired(who == null ? null : who.getName(), request.getRemoteAddr());
        // What Flow's client takes for the end of a session.
        response.sendError(HttpServletResponse.SC_FORBIDDEN, "Session expired");
        return true;
    }
}

package dev.quartet.dashboard.access;

import com.vaadin.flow.spring.security.AuthenticationContext;
import dev.quartet.dashboard.config.Access;
import dev.quartet.dashboard.config.DashboardProperties;
import dev.quartet.dashboard.config.Role;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who looks at a page, asked on that page's own thread. */
@Component
public final class Viewer {
    private final Access access;
    private final AuthenticationContext context;

    Viewer(DashboardProperties properties, AuthenticationContext context) {
        this.access = properties.access();
        this.context = context;
    }

    /** The name by which somebody signed in; empty on a dashboard that asks nobody. */
    public Optional<String> name() {
        return access.controlled() ? context.getPrincipalName() : Optional.empty();
    }

    /** Whether personal data may be shown: where nobody is asked, whoever sits at this machine is an operator. */
    public boolean operator() {
        return !access.controlled() || context.hasRole(Role.OPERATOR.name());
    }

    /** Ends the session and goes to the sign-in page. */
    public void signOut() {
        context.logout();
    }
}

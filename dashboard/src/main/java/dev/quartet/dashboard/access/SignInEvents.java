package dev.quartet.dashboard.access;

import dev.quartet.dashboard.config.DashboardProperties;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Hands Spring Security's events to the audit log. Calls of {@code /api} with a right password are no sign-ins. */
@Component
final class SignInEvents {
    private final AuditLog audit;
    private final @Nullable String username;

    SignInEvents(AuditLog audit, DashboardProperties properties) {
        this.audit = audit;
        this.username = properties.access().username();
    }

    @EventListener
    void signedIn(InteractiveAuthenticationSuccessEvent event) {
        Authentication who = event.getAuthentication();
        audit.signedIn(method(who), who.getName(), Roles.of(who).name().toLowerCase(Locale.ROOT), address(who));
    }

    @EventListener
    void refused(AbstractAuthenticationFailureEvent event) {
        Authentication who = event.getAuthentication();
        audit.refused(
                "password",
                who.getName().equals(username) ? username : null,
                reason(event.getException()),
                address(who));
    }

    @EventListener
    void signedOut(LogoutSuccessEvent event) {
        Authentication who = event.getAuthentication();
        audit.signedOut(method(who), who.getName(), address(who));
    }

    /** The provider's error code, or the exception's name: {@code bad-credentials}. */
    static String reason(AuthenticationException cause) {
        return cause instanceof OAuth2AuthenticationException refused
                ? refused.getError().getErrorCode()
                : cause.getClass()
                        .getSimpleName()
                        .replaceFirst("(Authentication)?Exception$", "")
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                        .toLowerCase(Locale.ROOT);
    }

    private static String method(Authentication who) {
        return who instanceof OAuth2AuthenticationToken ? "oidc" : "password";
    }

    private static @Nullable String address(Authentication who) {
        return who.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : null;
    }
}

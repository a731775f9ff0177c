package dev.quartet.dashboard.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/** Sends whom the pool did not sign in back to the sign-in page with a reason, and whom it cannot sign in not even there. */
final class SignInFailures extends OncePerRequestFilter implements AuthenticationFailureHandler {
    private static final Logger log = LoggerFactory.getLogger(SignInFailures.class);
    private static final String BEGIN = "/oauth2/authorization/" + UserPool.ID;

    private final UserPool pool;
    private final AuditLog audit;

    SignInFailures(UserPool pool, AuditLog audit) {
        this.pool = pool;
        this.audit = audit;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            pool.registration();
        } catch (PoolUnavailableException e) {
            log.warn("Nobody can sign in by the user pool: {}", e.getMessage());
            audit.refused("oidc", null, "unavailable", request.getRemoteAddr());
            response.sendRedirect(request.getContextPath() + "/login?unavailable");
            return;
        }
        chain.doFilter(request, response);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().equals(BEGIN);
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
            throws IOException {
        audit.refused("oidc", null, SignInEvents.reason(cause), request.getRemoteAddr());
        response.sendRedirect(request.getContextPath() + "/login?refused");
    }
}

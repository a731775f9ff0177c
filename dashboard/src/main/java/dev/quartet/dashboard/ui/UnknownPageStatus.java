package dev.quartet.dashboard.ui;

import com.vaadin.flow.router.RouteConfiguration;
import com.vaadin.flow.server.VaadinServletContext;
import com.vaadin.flow.server.startup.ApplicationRouteRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers documents of addresses that lead nowhere with 404: Vaadin serves every document alike and finds its view, or that there is
 * none, only when the document asks for it. The page itself is {@link UnknownPageView}.
 */
@Component
final class UnknownPageStatus extends OncePerRequestFilter {
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        String path = request.getServletPath();
        return !request.getMethod().equals("GET")
                || (request.getQueryString() != null && request.getQueryString().contains("v-r="))
                || accept == null
                || !accept.contains("text/html")
                // Files and Vaadin's own requests have a dot or a folder of their own.
                || path.contains(".")
                || path.startsWith("/VAADIN/")
                || path.startsWith("/api/")
                || path.equals("/login");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        RouteConfiguration routes = RouteConfiguration.forRegistry(
                ApplicationRouteRegistry.getInstance(new VaadinServletContext(request.getServletContext())));
        String path = request.getServletPath().replaceFirst("^/", "");
        if (routes.getRoute(path).isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
        chain.doFilter(request, response);
    }
}

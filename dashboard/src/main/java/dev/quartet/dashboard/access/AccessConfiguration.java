package dev.quartet.dashboard.access;

import static java.util.Objects.requireNonNull;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import dev.quartet.dashboard.config.DashboardProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;

/** Form login for pages and basic authentication for {@code /api}, or open where {@link LoopbackGuard} admits it. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
    private final DashboardProperties.Access access;

    AccessConfiguration(DashboardProperties properties) {
        this.access = properties.access();
    }

    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http) {
        http.securityMatcher("/api/**")
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        return access.controlled()
                ? http.authorizeHttpRequests(requests -> requests.requestMatchers("/api/health")
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                        .httpBasic(basic -> basic.authenticationEntryPoint(AccessConfiguration::unauthenticated))
                        .build()
                : open(http);
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http) {
        if (!access.controlled()) {
            // Vaadin's own token guards its requests; there is no login whose session could be ridden.
            return open(http.csrf(AbstractHttpConfigurer::disable));
        }
        return http.authorizeHttpRequests(
                        requests -> requests.requestMatchers("/aura/**", "/elements/**", "/styles/**", "/vendor/**")
                                .permitAll())
                .with(VaadinSecurityConfigurer.vaadin(), vaadin -> vaadin.loginView(LoginView.class))
                .build();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return new BCryptPasswordEncoder();
    }

    /** The one user, or none at all: without it Spring Boot would make one up and log its password. */
    @Bean
    UserDetailsService users() {
        return access.controlled()
                ? new InMemoryUserDetailsManager(User.withUsername(requireNonNull(access.username()))
                        .password(requireNonNull(access.passwordHash()))
                        .roles("VIEWER")
                        .build())
                : new InMemoryUserDetailsManager();
    }

    /** Answers itself: an error dispatch would meet the pages' chain, which redirects to their login. */
    private static void unauthenticated(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
            throws IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setHeader("WWW-Authenticate", "Basic realm=\"quartet\", charset=\"UTF-8\"");
        response.setContentType("application/problem+json");
        response.getWriter()
                .write("{\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"Send the user name and password of"
                        + " quartet.access by basic authentication.\"}");
    }

    private static SecurityFilterChain open(HttpSecurity http) {
        return http.addFilterBefore(new LocalHostFilter(), HeaderWriterFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }
}

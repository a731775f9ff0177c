package dev.quartet.dashboard.access;

import static java.util.Objects.requireNonNull;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import dev.quartet.dashboard.config.Access;
import dev.quartet.dashboard.config.DashboardProperties;
import dev.quartet.dashboard.stack.StackRepository;
import jakarta.servlet.DispatcherType;
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
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;

/**
 * Sign-in by the stack's user pool or by a password for pages, the same or basic authentication for {@code /api}, or open where
 * {@link LoopbackGuard} admits it.
 */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
    private final Access access;

    AccessConfiguration(DashboardProperties properties) {
        this.access = properties.access();
    }

    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http) {
        SecurityHeaders.apply(http);
        // It only reads, so nothing can be forged; who signed in on a page may read it there, too.
        http.securityMatcher("/api/**")
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER));
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
    SecurityFilterChain pages(HttpSecurity http, StackRepository stacks, AuditLog audit) {
        SecurityHeaders.applyEarly(http);
        if (!access.controlled()) {
            // Vaadin's own token guards its requests; there is no login whose session could be ridden.
            return open(http.csrf(AbstractHttpConfigurer::disable));
        }
        UserPool pool = new UserPool(stacks);
        http.authorizeHttpRequests(requests ->
                // An error is told as it is: a heartbeat that is led to the sign-in page would take it for an answer.
                requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/aura/**", "/elements/**", "/styles/**", "/vendor/**")
                        .permitAll());
        if (access.oidc().enabled()) {
            byPool(http, pool, audit);
        }
        return http.with(VaadinSecurityConfigurer.vaadin(), vaadin -> vaadin.loginView(LoginView.class)
                        .logoutSuccessHandler(new SignOut(pool)))
                .build();
    }

    @Bean
    PoolTokens poolTokens() {
        return new PoolTokens();
    }

    private void byPool(HttpSecurity http, UserPool pool, AuditLog audit) {
        SignInFailures failures = new SignInFailures(pool, audit);
        http.addFilterBefore(failures, OAuth2AuthorizationRequestRedirectFilter.class)
                .oauth2Login(login -> login.loginPage("/login")
                        .clientRegistrationRepository(pool)
                        .tokenEndpoint(tokens -> tokens.accessTokenResponseClient(CodeExchange.client()))
                        .authorizedClientRepository(new NoTokens())
                        .userInfoEndpoint(users -> users.oidcUserService(new PoolUsers(access.oidc())))
                        .failureHandler(failures));
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return new BCryptPasswordEncoder();
    }

    /** The one user, or none at all: without it Spring Boot would make one up and log its password. */
    @Bean
    UserDetailsService users() {
        return access.hasUser()
                ? new InMemoryUserDetailsManager(User.withUsername(requireNonNull(access.username()))
                        .password(requireNonNull(access.passwordHash()))
                        .authorities(Roles.authorities(access.role()))
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
                        + " quartet.access by basic authentication, or sign in at /login.\"}");
    }

    private static SecurityFilterChain open(HttpSecurity http) {
        return http.addFilterBefore(new LocalHostFilter(), HeaderWriterFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }
}

package dev.quartet.dashboard.access;

import static java.util.Objects.requireNonNull;

import com.vaadin.flow.spring.security.UidlRedirectStrategy;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.util.UrlUtils;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Goes to the sign-in page, by way of the pool where it signed in: else its own session would sign the next one in. Cognito's
 * <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html">logout endpoint</a> takes
 * {@code client_id} and {@code logout_uri}.
 */
final class SignOut implements LogoutSuccessHandler {
    private static final Logger log = LoggerFactory.getLogger(SignOut.class);

    private final UserPool pool;
    private final UidlRedirectStrategy redirects = new UidlRedirectStrategy();

    SignOut(UserPool pool) {
        this.pool = pool;
    }

    @Override
    public void onLogoutSuccess(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication who)
            throws IOException {
        String page = request.getContextPath() + "/login";
        redirects.sendRedirect(
                request, response, who instanceof OAuth2AuthenticationToken ? atPool(request, page) : page + "?out");
    }

    private String atPool(HttpServletRequest request, String page) {
        try {
            ClientRegistration registration = pool.registration();
            String back = UriComponentsBuilder.fromUriString(UrlUtils.buildFullRequestUrl(
                            request.getScheme(), request.getServerName(), request.getServerPort(), page, null))
                    .toUriString();
            return UriComponentsBuilder.fromUriString(endSession(registration))
                    .queryParam("client_id", "{client}")
                    .queryParam("logout_uri", "{back}")
                    .encode()
                    .buildAndExpand(Map.of("client", registration.getClientId(), "back", back))
                    .toUriString();
        } catch (PoolUnavailableException e) {
            log.warn("Signed out here alone: {}", e.getMessage());
            return page + "?out";
        }
    }

    private static String endSession(ClientRegistration registration) {
        ClientRegistration.ProviderDetails provider = registration.getProviderDetails();
        Object named = provider.getConfigurationMetadata().get("end_session_endpoint");
        return named instanceof String url
                ? url
                : UriComponentsBuilder.fromUriString(requireNonNull(provider.getAuthorizationUri()))
                        .replacePath("/logout")
                        .replaceQuery(null)
                        .toUriString();
    }
}

package dev.quartet.dashboard.access;

import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Checks ID tokens: RS256 alone, by the pool's keys, which are kept for minutes and fetched within time-outs. */
final class PoolTokens implements JwtDecoderFactory<ClientRegistration> {
    private static final int MOST_BYTES = 64 * 1024;

    private final Map<String, JwtDecoder> byKeys = new ConcurrentHashMap<>();

    @Override
    public JwtDecoder createDecoder(ClientRegistration registration) {
        return byKeys.computeIfAbsent(
                registration.getProviderDetails().getJwkSetUri() + " " + registration.getClientId(),
                key -> decoder(registration));
    }

    private static JwtDecoder decoder(ClientRegistration registration) {
        try {
            var keys = JWKSourceBuilder.<SecurityContext>create(
                            URI.create(registration.getProviderDetails().getJwkSetUri())
                                    .toURL(),
                            new DefaultResourceRetriever(
                                    (int) UserPool.CONNECT.toMillis(), (int) UserPool.ANSWER.toMillis(), MOST_BYTES))
                    .build();
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys)
                    .jwsAlgorithm(SignatureAlgorithm.RS256)
                    .build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                    new JwtTimestampValidator(), new OidcIdTokenValidator(registration)));
            decoder.setClaimSetConverter(
                    new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
            return decoder;
        } catch (MalformedURLException e) {
            throw new IllegalStateException("the pool's jwks_uri is no URL", e);
        }
    }
}

package dev.quartet.dashboard.access;

import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * What every answer bears: no sniffing, no framing, no referrer to others, no device. Strict-Transport-Security goes with answers
 * over TLS alone. Pages replace the policy by {@link PagePolicy}'s.
 */
final class SecurityHeaders {
    /** Scripts, data and errors load nothing and are nobody's frame. */
    static final String NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String NO_DEVICES =
            "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(),"
                    + " gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";
    private static final long YEAR_SECONDS = 31_536_000;

    private SecurityHeaders() {}

    /** For answers that are written here. */
    static void apply(HttpSecurity http) {
        http.headers(SecurityHeaders::all);
    }

    /**
     * For pages, which are forwarded to Vaadin's servlet: the container commits those past Spring Security, so that headers must be
     * there before. How long what is kept, {@link PagePolicy} and the files' own handlers say.
     */
    static void applyEarly(HttpSecurity http) {
        http.headers(headers -> {
            all(headers);
            headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable);
            headers.withObjectPostProcessor(new ObjectPostProcessor<HeaderWriterFilter>() {
                @Override
                public <O extends HeaderWriterFilter> O postProcess(O filter) {
                    filter.setShouldWriteHeadersEagerly(true);
                    return filter;
                }
            });
        });
    }

    private static void all(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(NOTHING))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(policy -> policy.policy(NO_DEVICES))
                .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                // A name below the dashboard's own need not have TLS.
                .httpStrictTransportSecurity(
                        hsts -> hsts.includeSubDomains(false).maxAgeInSeconds(YEAR_SECONDS));
    }
}

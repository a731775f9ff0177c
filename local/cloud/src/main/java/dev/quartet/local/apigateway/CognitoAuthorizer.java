package dev.quartet.local.apigateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.quartet.local.core.TokenVerifier;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A COGNITO_USER_POOLS authorizer: an ID token of one of its pools, or 401. A verified token is remembered until it
 * expires, as nothing but time can end it. Thread-safe.
 */
final class CognitoAuthorizer {
    private static final int REMEMBERED_TOKENS = 4096;
    private static final String BEARER = "Bearer ";
    /** How REST APIs spell {@code exp} and {@code iat}. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Definition definition;
    private final TokenVerifier verifier;
    private final Clock clock;
    private final Cache<String, Verified> verified =
            Caffeine.newBuilder().maximumSize(REMEMBERED_TOKENS).build();

    CognitoAuthorizer(Definition definition, TokenVerifier verifier, Clock clock) {
        this.definition = definition;
        this.verifier = verifier;
        this.clock = clock;
    }

    /** Returns the caller's claims as texts; throws {@link RequestFailure} 401 without a valid ID token. */
    Map<String, String> claims(ApiCall call) {
        var header = call.exchange().header(definition.header()).orElse("");
        if (header.isBlank() || !definition.admits(header)) {
            throw RequestFailure.of(GatewayResponseType.UNAUTHORIZED);
        }
        var known = verified.getIfPresent(header);
        if (known != null) {
            if (clock.millis() < known.untilMillis()) {
                return known.claims();
            }
            verified.invalidate(header);
        }
        var claims = verify(header.startsWith(BEARER) ? header.substring(BEARER.length()) : header);
        var texts = texts(claims);
        if (claims.get("exp") instanceof Number expiry) {
            verified.put(header, new Verified(texts, expiry.longValue() * 1000));
        }
        return texts;
    }

    private Map<String, Object> verify(String token) {
        for (var pool : definition.userPoolArns()) {
            var claims = verifier.verifyIdToken(pool, token);
            if (claims.isPresent()) {
                return claims.get();
            }
        }
        throw RequestFailure.of(GatewayResponseType.UNAUTHORIZED);
    }

    private static Map<String, String> texts(Map<String, Object> claims) {
        var result = new LinkedHashMap<String, String>();
        claims.forEach((name, value) -> {
            boolean date = name.equals("exp") || name.equals("iat");
            if (date && value instanceof Number seconds) {
                result.put(name, DATE.format(Instant.ofEpochSecond(seconds.longValue())));
            } else if (value instanceof Collection<?> several) {
                result.put(name, several.stream().map(String::valueOf).collect(Collectors.joining(",")));
            } else {
                result.put(name, String.valueOf(value));
            }
        });
        return Map.copyOf(result);
    }

    private record Verified(Map<String, String> claims, long untilMillis) {}

    /**
     * As the program declared it.
     *
     * @param header the identity source's name
     * @param validation what a token must look like before it is verified at all
     */
    record Definition(List<String> userPoolArns, String header, Optional<Pattern> validation) {
        Definition {
            userPoolArns = List.copyOf(userPoolArns);
        }

        boolean admits(String token) {
            return validation.isEmpty() || validation.get().matcher(token).matches();
        }
    }
}

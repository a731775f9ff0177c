package dev.quartet.local.apigateway.http;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.quartet.local.core.TokenVerifier;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks a token's issuer, signature, expiry, audience and scopes. See
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html Thread-safe.
 */
final class JwtAuthorizer {
    private static final int REMEMBERED_TOKENS = 10_000;
    private static final String BEARER = "bearer ";

    private final Definition definition;
    private final TokenVerifier verifier;
    private final Clock clock;
    private final Cache<String, Verified> verified =
            Caffeine.newBuilder().maximumSize(REMEMBERED_TOKENS).build();

    JwtAuthorizer(Definition definition, TokenVerifier verifier, Clock clock) {
        this.definition = requireNonNull(definition, "definition is null");
        this.verifier = requireNonNull(verifier, "verifier is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** Returns what lets tokens pass that have one of {@code scopes}; all tokens when there are none. */
    Authorization requiring(List<String> scopes) {
        return call -> call.authorized(identity(call, scopes));
    }

    private Identity identity(Call call, List<String> scopes) {
        var token = token(call);
        if (token.isEmpty()) {
            throw Failure.challenge(401, "Bearer", "there is no token in " + definition.source());
        }
        var claims = known(token, scopes);
        if (scopes.isEmpty()) {
            return new Identity.Jwt(claims.texts(), List.of());
        }
        var granted = scopes.stream().filter(claims.scopes()::contains).toList();
        if (granted.isEmpty()) {
            throw refused(403, scopes, "insufficient_scope", "the token does not have the required scopes");
        }
        return new Identity.Jwt(claims.texts(), granted);
    }

    private Verified known(String token, List<String> scopes) {
        var known = verified.getIfPresent(token);
        if (known != null && clock.millis() < known.untilMillis()) {
            return known;
        }
        verified.invalidate(token);
        if (token.split("\\.", -1).length != 3) {
            throw refused(401, scopes, "invalid_token", "token contains an invalid number of segments");
        }
        var claims = verifier.verify(definition.issuer(), token)
                .orElseThrow(() ->
                        refused(401, scopes, "invalid_token", "the token has expired, or another issuer signed it"));
        if (!definition.admits(claims)) {
            throw refused(401, scopes, "invalid_token", "the token does not have a valid audience");
        }
        long until = claims.get("exp") instanceof Number expiry ? expiry.longValue() * 1000 : 0;
        var result = new Verified(texts(claims), scopes(claims), until);
        verified.put(token, result);
        return result;
    }

    private static Failure refused(int status, List<String> scopes, String error, String description) {
        return Failure.challenge(
                status,
                "Bearer scope=\"%s\" error=\"%s\" error_description=\"%s\""
                        .formatted(String.join(" ", scopes), error, description),
                description);
    }

    private String token(Call call) {
        String value;
        if (definition.header()) {
            value = call.exchange().header(definition.name()).orElse("");
        } else {
            value = call.query().getOrDefault(definition.name(), List.of("")).getFirst();
        }
        return value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? value.substring(BEARER.length()).strip()
                : value.strip();
    }

    private static List<String> scopes(Map<String, Object> claims) {
        var value = claims.containsKey("scp") ? claims.get("scp") : claims.get("scope");
        return switch (value) {
            case null -> List.of();
            case Collection<?> several -> several.stream().map(String::valueOf).toList();
            default -> Arrays.asList(String.valueOf(value).split(" "));
        };
    }

    private static Map<String, String> texts(Map<String, Object> claims) {
        var result = new LinkedHashMap<String, String>();
        claims.forEach((name, value) -> result.put(name, text(value)));
        return result;
    }

    private static String text(@Nullable Object value) {
        return value instanceof Collection<?> several
                ? several.stream().map(String::valueOf).collect(Collectors.joining(" ", "[", "]"))
                : String.valueOf(value);
    }

    private record Verified(Map<String, String> texts, List<String> scopes, long untilMillis) {}

    /**
     * As the program declared it.
     *
     * @param header if the token is in a header, else in the query
     * @param name of the header or the query's parameter
     */
    record Definition(String issuer, List<String> audience, boolean header, String name) {
        Definition {
            requireNonNull(issuer, "issuer is null");
            requireNonNull(name, "name is null");
            audience = List.copyOf(audience);
        }

        String source() {
            return (header ? "header " : "query parameter ") + name;
        }

        /** The client's id counts only where there is no audience: Cognito's access tokens. */
        boolean admits(Map<String, Object> claims) {
            return switch (claims.get("aud")) {
                case null -> audience.contains(String.valueOf(claims.get("client_id")));
                case Collection<?> several -> several.stream().anyMatch(one -> audience.contains(String.valueOf(one)));
                case Object one -> audience.contains(String.valueOf(one));
            };
        }
    }
}

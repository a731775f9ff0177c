package dev.quartet.local.cognito;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.http.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html">token</a> and
 * <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html">userInfo</a> endpoints. Thread-safe.
 */
final class TokenEndpoint {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String BEARER = "Bearer ";

    private final UserPool pool;
    private final SignInGate gate;
    private final AuthorizationCodes codes;
    private final Sessions sessions;

    TokenEndpoint(UserPool pool, SignInGate gate, AuthorizationCodes codes, Sessions sessions) {
        this.pool = pool;
        this.gate = gate;
        this.codes = codes;
        this.sessions = sessions;
    }

    /** Answers what clients send: in JSON, even where it cannot be read (RFC 6749, section 5.2). */
    void answer(HttpExchange exchange) throws IOException {
        FormFields form;
        Optional<PoolClient> client;
        try {
            form = FormFields.of(exchange);
            client = client(exchange, form);
        } catch (IllegalArgumentException e) {
            refuse(exchange, "invalid_request");
            return;
        }
        if (client.isEmpty()) {
            refuse(exchange, "invalid_client");
            return;
        }
        switch (form.get("grant_type")) {
            case "authorization_code" -> redeem(exchange, client.get(), form);
            case "refresh_token" -> refresh(exchange, client.get(), form);
            default -> refuse(exchange, "unsupported_grant_type");
        }
    }

    /** Answers who an access token with the scope openid is of. */
    void userInfo(HttpExchange exchange) throws IOException {
        var claims = exchange.header("Authorization")
                .filter(value -> value.startsWith(BEARER))
                .flatMap(value -> pool.tokens().verify(value.substring(BEARER.length())))
                .filter(token -> "access".equals(token.getClaim("token_use")))
                .filter(token -> scopes(token).openId());
        var user = claims.flatMap(token -> pool.find(String.valueOf(token.getClaim("username"))));
        if (user.isEmpty()) {
            var error = JSON.createObjectNode().put("error", "invalid_token");
            respond(exchange, 401, error, Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\""));
            return;
        }
        var document = JSON.createObjectNode().put("username", user.get().name);
        var scopes = scopes(claims.orElseThrow());
        pool.with(user.get(), known -> {
            known.attributes.forEach((name, value) -> {
                if (scopes.tells(name)) {
                    document.put(name, value);
                }
            });
            return known;
        });
        respond(exchange, 200, document, Map.of());
    }

    private void redeem(HttpExchange exchange, PoolClient client, FormFields form) throws IOException {
        var grant = codes.redeem(form.get("code"), client.id(), form.get("redirect_uri"), form.get("code_verifier"));
        var user = grant.flatMap(known -> pool.find(known.userName())).filter(known -> known.enabled);
        if (user.isEmpty()) {
            refuse(exchange, "invalid_grant");
            return;
        }
        var request = grant.orElseThrow().request();
        var result = sessions.open(pool, user.get(), client, request.scopes(), request.nonce());
        respond(exchange, 200, tokens(result), Map.of());
    }

    private void refresh(HttpExchange exchange, PoolClient client, FormFields form) throws IOException {
        try {
            var output = gate.refresh(sessions, pool, client, form.get("refresh_token"));
            respond(exchange, 200, tokens(output), Map.of());
        } catch (AwsException e) {
            refuse(exchange, "invalid_grant");
        }
    }

    private Optional<PoolClient> client(HttpExchange exchange, FormFields form) {
        var basic = exchange.header("Authorization")
                .filter(value -> value.startsWith("Basic "))
                .map(value -> new String(
                        Base64.getDecoder().decode(value.substring("Basic ".length())), StandardCharsets.UTF_8));
        var id = basic.map(pair -> pair.replaceFirst(":.*", "")).orElse(form.get("client_id"));
        var secret = basic.map(pair -> pair.substring(pair.indexOf(':') + 1)).orElse(form.get("client_secret"));
        return Optional.ofNullable(pool.clients().get(id))
                .filter(client -> MessageDigest.isEqual(
                        client.secret().orElse("").getBytes(StandardCharsets.UTF_8),
                        secret.getBytes(StandardCharsets.UTF_8)));
    }

    private static OAuthScopes scopes(JWTClaimsSet token) {
        return OAuthScopes.of(String.valueOf(token.getClaim("scope")));
    }

    private static ObjectNode tokens(JsonNode output) {
        var result = output.path("AuthenticationResult");
        var tokens = JSON.createObjectNode();
        if (result.has("IdToken")) {
            tokens.put("id_token", result.path("IdToken").asString());
        }
        tokens.put("access_token", result.path("AccessToken").asString())
                .put("expires_in", result.path("ExpiresIn").asLong())
                .put("token_type", "Bearer");
        if (result.has("RefreshToken")) {
            tokens.put("refresh_token", result.path("RefreshToken").asString());
        }
        return tokens;
    }

    private static void refuse(HttpExchange exchange, String error) throws IOException {
        respond(exchange, 400, JSON.createObjectNode().put("error", error), Map.of());
    }

    private static void respond(HttpExchange exchange, int status, ObjectNode body, Map<String, String> more)
            throws IOException {
        var headers = new HashMap<>(more);
        headers.put("Content-Type", "application/json;charset=UTF-8");
        headers.put("Cache-Control", "no-store");
        exchange.respond(status, headers, JSON.writeValueAsBytes(body));
    }
}

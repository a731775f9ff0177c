package dev.quartet.local.cognito;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.HttpHandler;
import dev.quartet.local.http.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pool's domain: the page on which people sign in, and the endpoints of OAuth 2. Thread-safe. */
final class HostedUi implements HttpHandler {
    private static final String SESSION = "cognito";
    private static final String CSRF = "XSRF-TOKEN";

    private final UserPool pool;
    private final SignInGate gate;
    private final AuthorizationCodes codes = new AuthorizationCodes();
    private final TokenEndpoint tokens;
    /** Who is signed in at the page itself, for an hour, as on AWS. */
    private final Cache<String, String> userBySession = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    HostedUi(UserPool pool, SignInGate gate, Sessions sessions) {
        this.pool = pool;
        this.gate = gate;
        this.tokens = new TokenEndpoint(pool, gate, codes, sessions);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            switch (exchange.method() + " " + exchange.rawPath()) {
                case "GET /oauth2/authorize" -> authorize(exchange);
                case "GET /login" -> show(exchange);
                case "POST /login" -> signIn(exchange);
                case "GET /logout" -> signOut(exchange);
                case "POST /oauth2/token" -> tokens.answer(exchange);
                case "GET /oauth2/userInfo", "POST /oauth2/userInfo" -> tokens.userInfo(exchange);
                default -> Problem.respond(exchange, 404, "Not Found", "The sign-in page has no such path.");
            }
        } catch (AuthorizationRequest.UnknownClientException | IllegalArgumentException e) {
            html(
                    exchange,
                    400,
                    "default-src 'none'; style-src 'unsafe-inline'",
                    "",
                    LoginPage.problem(String.valueOf(e.getMessage())));
        } catch (AuthorizationRequest.RefusedException e) {
            redirect(exchange, e.address(), List.of());
        }
    }

    private void authorize(HttpExchange exchange)
            throws IOException, AuthorizationRequest.UnknownClientException, AuthorizationRequest.RefusedException {
        var request = AuthorizationRequest.of(pool, FormFields.parse(exchange.rawQuery()));
        var user = cookie(exchange, SESSION)
                .map(userBySession::getIfPresent)
                .flatMap(pool::find)
                .filter(known -> known.enabled);
        redirect(
                exchange,
                user.isPresent()
                        ? request.answer(codes.issue(request, user.get().name))
                        : "/login?" + exchange.rawQuery(),
                List.of());
    }

    private void show(HttpExchange exchange)
            throws IOException, AuthorizationRequest.UnknownClientException, AuthorizationRequest.RefusedException {
        page(exchange, AuthorizationRequest.of(pool, FormFields.parse(exchange.rawQuery())), "");
    }

    private void signIn(HttpExchange exchange)
            throws IOException, AuthorizationRequest.UnknownClientException, AuthorizationRequest.RefusedException {
        var request = AuthorizationRequest.of(pool, FormFields.parse(exchange.rawQuery()));
        var form = FormFields.of(exchange);
        if (!same(cookie(exchange, CSRF).orElse(""), form.get("_csrf"))) {
            page(exchange, request, "The page was open for too long. Try again.");
            return;
        }
        try {
            var user = gate.byPassword(pool, request.client(), form.get("username"), form.get("password"));
            var session = AuthorizationCodes.secret();
            userBySession.put(session, user.name);
            redirect(
                    exchange,
                    request.answer(codes.issue(request, user.name)),
                    List.of(SESSION + "=" + session + "; Path=/; HttpOnly; SameSite=Lax"));
        } catch (AwsException e) {
            page(exchange, request, String.valueOf(e.getMessage()));
        }
    }

    private void signOut(HttpExchange exchange) throws IOException, AuthorizationRequest.UnknownClientException {
        var query = FormFields.parse(exchange.rawQuery());
        var client = pool.clients().get(query.get("client_id"));
        if (client == null || !client.oauth().logoutUrls().contains(query.get("logout_uri"))) {
            throw new AuthorizationRequest.UnknownClientException(
                    "logout_uri is none of the client's sign-out URLs, or client_id is no client of this user pool.");
        }
        cookie(exchange, SESSION).ifPresent(userBySession::invalidate);
        redirect(exchange, query.get("logout_uri"), List.of(SESSION + "=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"));
    }

    private void page(HttpExchange exchange, AuthorizationRequest request, String error) throws IOException {
        var csrf = AuthorizationCodes.secret();
        html(
                exchange,
                200,
                LoginPage.policy(request.redirectUri()),
                CSRF + "=" + csrf + "; Path=/; HttpOnly; SameSite=Strict",
                LoginPage.form(pool, Optional.ofNullable(exchange.rawQuery()).orElse(""), csrf, error));
    }

    private static void html(HttpExchange exchange, int status, String policy, String cookie, String body)
            throws IOException {
        var fields = new ArrayList<>(List.of(
                Map.entry("Content-Type", "text/html; charset=utf-8"),
                Map.entry("Content-Security-Policy", policy),
                Map.entry("Cache-Control", "no-store"),
                Map.entry("X-Content-Type-Options", "nosniff"),
                Map.entry("Referrer-Policy", "no-referrer")));
        if (!cookie.isEmpty()) {
            fields.add(Map.entry("Set-Cookie", cookie));
        }
        exchange.respond(status, fields, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void redirect(HttpExchange exchange, String to, List<String> cookies) throws IOException {
        var fields = new ArrayList<>(List.of(Map.entry("Location", to), Map.entry("Cache-Control", "no-store")));
        cookies.forEach(cookie -> fields.add(Map.entry("Set-Cookie", cookie)));
        exchange.respond(302, fields, new byte[0]);
    }

    private static Optional<String> cookie(HttpExchange exchange, String name) {
        return exchange.headers().getOrDefault("cookie", List.of()).stream()
                .flatMap(line -> List.of(line.split("; *")).stream())
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }

    private static boolean same(String one, String other) {
        return !one.isEmpty()
                && MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}

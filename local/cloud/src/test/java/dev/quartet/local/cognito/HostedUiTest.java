package dev.quartet.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.MutableClock;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.http.FrontDoors;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signs in as a browser and a client do, over HTTP. */
final class HostedUiTest {
    private static final String BACK = "http://localhost:8080/login/oauth2/code/stack";
    private static final String OUT = "http://localhost:8080/login";
    private static final String VERIFIER = "verifier-verifier-verifier-verifier-verifier";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final FrontDoors doors = new FrontDoors(4900);
    private final ResourceCatalog catalog = new ResourceCatalog();
    private final List<String> counted = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .connectTimeout(PATIENCE)
            .build();
    private UserPools pools;
    private UserPool pool;
    private String clientId;
    private String domain;

    @BeforeEach
    void start() {
        var context = new CloudContext(
                "test",
                "123456789012",
                "ap-northeast-1",
                clock,
                "http://127.0.0.1:4566",
                Path.of("target"),
                Optional.empty());
        pools = new UserPools(context);
        pools.install(catalog);
        new PoolDomains(
                        context,
                        pools,
                        doors,
                        (region, namespace, name, dimensions, unit) -> value -> counted.add(name + " " + value))
                .install(catalog);
        pool = pools.require(
                provision("aws:cognito/userPool:UserPool", Map.of("usernameAttributes", List.of("email"))));
        clientId = provision(
                "aws:cognito/userPoolClient:UserPoolClient",
                Map.of(
                        "userPoolId",
                        pool.id(),
                        "allowedOauthFlowsUserPoolClient",
                        true,
                        "allowedOauthFlows",
                        List.of("code"),
                        "allowedOauthScopes",
                        List.of("openid", "email", "aws.cognito.signin.user.admin"),
                        "callbackUrls",
                        List.of(BACK),
                        "logoutUrls",
                        List.of(OUT),
                        "preventUserExistenceErrors",
                        "ENABLED"));
        provision(
                "aws:cognito/userPoolDomain:UserPoolDomain", Map.of("userPoolId", pool.id(), "domain", "quartet-test"));
        domain = pool.domain();
        var user = pool.create("op@example.com", Map.of());
        user.password = Srp.Verifier.of(pool.srpName(), user.name, "Correct-Horse-7");
        user.status = User.Status.CONFIRMED;
        user.groups.add("operators");
    }

    @AfterEach
    void stop() {
        http.close();
        doors.close();
    }

    @Test
    void codeGrant_shouldSignIn_withProofOfTheVerifier() throws Exception {
        var discovery = JsonMapper.shared()
                .readTree(pools.wellKnown("/" + pool.id() + "/.well-known/openid-configuration")
                        .orElseThrow());
        assertThat(discovery.path("token_endpoint").asString()).isEqualTo(domain + "/oauth2/token");
        var code = signIn("Correct-Horse-7");

        var tokens = json(token(code, VERIFIER), 200);
        var id = SignedJWT.parse(tokens.path("id_token").asString());
        var keys = JWKSet.parse(
                pools.wellKnown("/" + pool.id() + "/.well-known/jwks.json").orElseThrow());
        assertThat(id.verify(new RSASSAVerifier(keys.getKeys().getFirst().toRSAKey())))
                .isTrue();
        assertThat(id.getJWTClaimsSet().getIssuer())
                .isEqualTo(discovery.path("issuer").asString());
        assertThat(id.getJWTClaimsSet().getAudience()).containsExactly(clientId);
        assertThat(id.getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("n-1");
        assertThat(id.getJWTClaimsSet().getStringListClaim("cognito:groups")).containsExactly("operators");
        assertThat(json(token(code, VERIFIER), 400).path("error").asString())
                .as("a code is redeemed once")
                .isEqualTo("invalid_grant");

        assertThat(json(userInfo(tokens), 200).path("email").asString()).isEqualTo("op@example.com");
        var refreshed = json(refresh(tokens), 200);
        assertThat(refreshed.has("id_token")).isTrue();
        assertThat(refreshed.has("refresh_token")).isFalse();
        assertThat(counted).containsExactly("SignInSuccesses 1.0", "TokenRefreshSuccesses 1.0");
    }

    @Test
    void tokens_shouldIdentifyTheUser_onlyAsFarAsTheScopesGo() throws Exception {
        var user = pool.find("op@example.com").orElseThrow();
        user.attributes.put("phone_number", "+8210");
        var narrow = json(token(signIn("Correct-Horse-7", "openid email"), VERIFIER), 200);
        assertThat(json(userInfo(narrow), 200).propertyNames())
                .contains("email", "sub")
                .doesNotContain("phone_number");
        var wide = json(token(signIn("Correct-Horse-7", "openid"), VERIFIER), 200);
        assertThat(json(userInfo(wide), 200).propertyNames()).contains("email", "phone_number");

        var none = json(token(signIn("Correct-Horse-7", "aws.cognito.signin.user.admin"), VERIFIER), 200);
        assertThat(none.has("access_token")).isTrue();
        assertThat(none.has("id_token")).isFalse();
        assertThat(json(refresh(none), 200).has("id_token")).isFalse();
        json(userInfo(none), 401);
        assertThat(location(get("/oauth2/authorize?" + query(Map.of("scope", "email")))))
                .as("email is asked for with openid alone")
                .contains("error_description=invalid_scope");
    }

    @Test
    void token_shouldAnswerInJson_whateverIsSent() throws Exception {
        assertThat(json(posted("/oauth2/token", "grant_type=refresh_token&grant_type=twice"), 400)
                        .path("error")
                        .asString())
                .isEqualTo("invalid_request");
        assertThat(json(posted("/oauth2/token", "code=" + "x".repeat(17 * 1024)), 400)
                        .path("error")
                        .asString())
                .isEqualTo("invalid_request");
        var unreadable = send(HttpRequest.newBuilder(URI.create(domain + "/oauth2/token"))
                .header("Authorization", "Basic %%%")
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(json(unreadable, 400).path("error").asString()).isEqualTo("invalid_request");
        assertThat(json(post("/oauth2/token", Map.of("client_id", "nobody")), 400)
                        .path("error")
                        .asString())
                .isEqualTo("invalid_client");
    }

    @Test
    void code_shouldBeWorthless_withoutTheVerifier() throws Exception {
        var code = signIn("Correct-Horse-7");
        assertThat(json(token(code, "another-another-another-another-another-another"), 400)
                        .path("error")
                        .asString())
                .isEqualTo("invalid_grant");
        assertThat(json(token(code, VERIFIER), 400).path("error").asString())
                .as("spent by the failed try")
                .isEqualTo("invalid_grant");
    }

    @Test
    void wrongPassword_shouldBeToldOnThePage_andUnknownUsersAlike() throws Exception {
        assertThat(submit("op@example.com", "wrong").body()).contains("Incorrect username or password.");
        assertThat(submit("<b>@example.com", "wrong").body())
                .contains("Incorrect username or password.")
                .doesNotContain("<b>@");
    }

    @Test
    void form_shouldNotBePostedByOtherPages() throws Exception {
        get("/login?" + query(Map.of()));
        var answer = post(
                "/login?" + query(Map.of()),
                Map.of("username", "op@example.com", "password", "Correct-Horse-7", "_csrf", "guessed"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Try again");
    }

    @Test
    void authorize_shouldSendNobodyToUnregisteredPlaces() throws Exception {
        var elsewhere = get("/oauth2/authorize?" + query(Map.of("redirect_uri", "http://evil.example/")));
        assertThat(elsewhere.statusCode()).isEqualTo(400);
        assertThat(elsewhere.body()).contains("redirect_mismatch");
        assertThat(get("/logout?client_id=" + clientId + "&logout_uri=http://evil.example/")
                        .statusCode())
                .isEqualTo(400);
        assertThat(location(get("/oauth2/authorize?" + query(Map.of("scope", "openid phone")))))
                .startsWith(BACK + "?")
                .contains("error=invalid_request", "state=s-1");
        assertThat(location(get("/oauth2/authorize?" + query(Map.of("code_challenge_method", "plain")))))
                .contains("error=invalid_request");
    }

    @Test
    void session_shouldSpareTheNextSignIn_untilSignedOut() throws Exception {
        signIn("Correct-Horse-7");
        assertThat(location(get("/oauth2/authorize?" + query(Map.of())))).startsWith(BACK + "?code=");
        var out =
                get("/logout?client_id=" + clientId + "&logout_uri=" + URLEncoder.encode(OUT, StandardCharsets.UTF_8));
        assertThat(location(out)).isEqualTo(OUT);
        assertThat(location(get("/oauth2/authorize?" + query(Map.of())))).startsWith("/login?");
    }

    @Test
    void domain_shouldBeRefused_asCognitoDoes() {
        assertThatThrownBy(() -> provision(
                        "aws:cognito/userPoolDomain:UserPoolDomain",
                        Map.of("userPoolId", pool.id(), "domain", "my-aws-pool")))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("my-aws-pool");
        assertThatThrownBy(() -> provision(
                        "aws:cognito/userPoolDomain:UserPoolDomain",
                        Map.of("userPoolId", pool.id(), "domain", "second")))
                .hasMessageContaining("already has a domain");
    }

    private HttpResponse<String> userInfo(JsonNode tokens) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(domain + "/oauth2/userInfo"))
                .header("Authorization", "Bearer " + tokens.path("access_token").asString()));
    }

    private HttpResponse<String> refresh(JsonNode tokens) throws Exception {
        return post(
                "/oauth2/token",
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        clientId,
                        "refresh_token",
                        tokens.path("refresh_token").asString()));
    }

    private String signIn(String password) throws Exception {
        assertThat(location(get("/oauth2/authorize?" + query(Map.of())))).startsWith("/login?");
        return code(location(submit("op@example.com", password)));
    }

    /** The code for {@code scope}: with the session of an earlier sign-in, if there is one. */
    private String signIn(String password, String scope) throws Exception {
        var to = location(get("/oauth2/authorize?" + query(Map.of("scope", scope))));
        return to.startsWith(BACK) ? code(to) : code(location(submit("op@example.com", password, scope)));
    }

    private static String code(String to) {
        assertThat(to).startsWith(BACK + "?").contains("state=s-1");
        Matcher code = Pattern.compile("code=([^&]+)").matcher(to);
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private HttpResponse<String> submit(String user, String password) throws Exception {
        return submit(user, password, "openid email");
    }

    private HttpResponse<String> submit(String user, String password, String scope) throws Exception {
        var page = "/login?" + query(Map.of("scope", scope));
        var csrf = CSRF.matcher(get(page).body());
        assertThat(csrf.find()).isTrue();
        return post(page, Map.of("username", user, "password", password, "_csrf", csrf.group(1)));
    }

    private HttpResponse<String> token(String code, String verifier) throws Exception {
        return post(
                "/oauth2/token",
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", clientId,
                        "code", code,
                        "redirect_uri", BACK,
                        "code_verifier", verifier));
    }

    private String query(Map<String, String> changes) {
        var challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Srp.sha256(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        var all = new LinkedHashMap<>(Map.of(
                "response_type", "code",
                "client_id", clientId,
                "redirect_uri", BACK,
                "scope", "openid email",
                "state", "s-1",
                "nonce", "n-1",
                "code_challenge", challenge,
                "code_challenge_method", "S256"));
        all.putAll(changes);
        return FormFields.append("", all).substring(1);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(domain + path)));
    }

    private HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
        return posted(path, FormFields.append("", form).substring(1));
    }

    private HttpResponse<String> posted(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(domain + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("location").orElse("");
    }

    private String provision(String type, Map<String, Object> inputs) {
        return catalog.provision(new Registration(
                        type, "users", "urn:" + type, "ap-northeast-1", new Inputs("users", inputs), List.of()))
                .id();
    }
}

package dev.quartet.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.cloudwatch.MetricStore;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Credentials;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.MailSink;
import dev.quartet.local.core.MutableClock;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.http.LoopbackServer;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotConfirmedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;

/** Drives user pools and identity pools by the real SDK clients. */
final class CognitoTest {
    private static final String REGION = "ap-northeast-1";
    private static final String EMAIL = "ann@example.com";
    private static final String PASSWORD = "Correct-Horse-7";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<MailSink.Message> mails = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> assumed = new ArrayList<>();
    private LoopbackServer server;
    private UserPools pools;
    private CognitoIdentityProviderClient idp;
    private CognitoIdentityClient identity;
    private String poolId;
    private String clientId;
    private String identityPoolId;

    @BeforeEach
    void start() throws Exception {
        var handler = new AtomicReference<AwsService>();
        var identityHandler = new AtomicReference<AwsService>();
        server = LoopbackServer.start(0, exchange -> {
            boolean forIdentity = exchange.header("X-Amz-Target").orElse("").startsWith("AWSCognitoIdentityService");
            var service = forIdentity ? identityHandler.get() : handler.get();
            service.handle(new AwsRequest(exchange, Caller.ANONYMOUS, "cognito-idp", REGION, "request-1"));
        });
        var endpoint = "http://127.0.0.1:" + server.port();
        var context =
                new CloudContext("test", "123456789012", REGION, clock, endpoint, Path.of("target"), Optional.empty());
        pools = new UserPools(context);
        var identityPools = new IdentityPools(context);
        handler.set(new UserPoolService(context, pools, mails::add, new MetricStore(clock), new DenyAll()));
        identityHandler.set(new IdentityPoolService(
                identityPools, pools, (caller, action, role, session, trust, carried, placement, lifetime) -> {
                    assumed.add(carried);
                    return new Credentials(
                            "ASIA1", "secret", "token", clock.instant().plus(lifetime));
                }));
        var catalog = new ResourceCatalog();
        pools.install(catalog);
        identityPools.install(catalog);
        poolId = provision(
                catalog,
                "aws:cognito/userPool:UserPool",
                Map.of("usernameAttributes", List.of("email"), "autoVerifiedAttributes", List.of("email")));
        clientId = provision(
                catalog,
                "aws:cognito/userPoolClient:UserPoolClient",
                Map.of(
                        "userPoolId",
                        poolId,
                        "preventUserExistenceErrors",
                        "ENABLED",
                        "explicitAuthFlows",
                        List.of("ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")));
        identityPoolId = provision(
                catalog,
                "aws:cognito/identityPool:IdentityPool",
                Map.of("cognitoIdentityProviders", List.of(Map.of("clientId", clientId, "providerName", provider()))));
        provision(
                catalog,
                "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment",
                Map.of(
                        "identityPoolId",
                        identityPoolId,
                        "roles",
                        Map.of("authenticated", "arn:aws:iam::123456789012:role/user")));
        idp = CognitoIdentityProviderClient.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.of(REGION))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
        identity = CognitoIdentityClient.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.of(REGION))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    @AfterEach
    void stop() {
        idp.close();
        identity.close();
        server.close();
    }

    @Test
    void signUp_shouldMailACode_thatConfirmsTheUser() {
        signUp(EMAIL);
        assertThatThrownBy(() -> signIn(EMAIL, PASSWORD)).isInstanceOf(UserNotConfirmedException.class);
        assertThatThrownBy(() -> confirm(EMAIL, "no-code")).isInstanceOf(CodeMismatchException.class);

        confirm(EMAIL, code(0));

        assertThat(signIn(EMAIL, PASSWORD).idToken()).isNotEmpty();
        assertThat(mails.get(0).to()).containsExactly(EMAIL);
    }

    @Test
    void signUp_shouldRefuse_aWeakPasswordAndATakenName() {
        assertThatThrownBy(() -> idp.signUp(request -> request.clientId(clientId)
                        .username(EMAIL)
                        .password("short1A!")
                        .password("alllowercase")))
                .isInstanceOf(InvalidPasswordException.class)
                .hasMessageContaining("uppercase");
        signUp(EMAIL);
        assertThatThrownBy(() -> signUp(EMAIL)).isInstanceOf(UsernameExistsException.class);
    }

    @Test
    void signIn_shouldNotTell_unknownUsersFromWrongPasswords() {
        confirmed(EMAIL);
        var unknown = catchMessage(() -> signIn("bob@example.com", PASSWORD));
        var wrong = catchMessage(() -> signIn(EMAIL, "Wrong-Horse-7"));
        assertThat(unknown).isEqualTo(wrong).contains("Incorrect username or password");
    }

    @Test
    void signIn_shouldLock_afterFiveFailures() {
        confirmed(EMAIL);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> signIn(EMAIL, "Wrong-Horse-7")).isInstanceOf(NotAuthorizedException.class);
        }
        assertThatThrownBy(() -> signIn(EMAIL, PASSWORD)).hasMessageContaining("Password attempts exceeded");
        clock.advance(Duration.ofSeconds(2));
        assertThat(signIn(EMAIL, PASSWORD).accessToken()).isNotEmpty();
    }

    @Test
    void idToken_shouldVerify_againstThePublishedKeys() throws Exception {
        confirmed(EMAIL);
        var jwt = SignedJWT.parse(signIn(EMAIL, PASSWORD).idToken());
        var keys = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(jwt.getJWTClaimsSet().getIssuer() + "/.well-known/jwks.json"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        var key = JWKSet.parse(keys.body())
                .getKeyByKeyId(jwt.getHeader().getKeyID())
                .toRSAKey();

        assertThat(key.isPrivate()).isFalse();
        assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly(clientId);
        assertThat(jwt.getJWTClaimsSet().getStringClaim("email")).isEqualTo(EMAIL);
        assertThat(jwt.getJWTClaimsSet().getBooleanClaim("email_verified")).isTrue();
    }

    @Test
    void verifyIdToken_shouldRefuse_accessTokensTamperedExpiredAndForeignOnes() {
        confirmed(EMAIL);
        var tokens = signIn(EMAIL, PASSWORD);
        var arn = "arn:aws:cognito-idp:" + REGION + ":123456789012:userpool/" + poolId;
        var id = tokens.idToken();

        assertThat(pools.verifyIdToken(arn, id)).isPresent();
        assertThat(pools.verifyIdToken(arn, tokens.accessToken())).isEmpty();
        assertThat(pools.verifyIdToken(arn + "x", id)).isEmpty();
        assertThat(pools.verifyIdToken(arn, "nonsense")).isEmpty();
        int middle = id.lastIndexOf('.') + 20;
        var tampered = id.substring(0, middle) + (id.charAt(middle) == 'A' ? 'B' : 'A') + id.substring(middle + 1);
        assertThat(pools.verifyIdToken(arn, tampered)).isEmpty();
        clock.advance(Duration.ofMinutes(61));
        assertThat(pools.verifyIdToken(arn, id)).isEmpty();
    }

    @Test
    void srp_shouldSignIn_withoutSendingThePassword() {
        confirmed(EMAIL);
        assertThat(signInBySrp(EMAIL, PASSWORD).idToken()).isNotEmpty();
        assertThatThrownBy(() -> signInBySrp(EMAIL, "Wrong-Horse-7")).isInstanceOf(NotAuthorizedException.class);
        assertThatThrownBy(() -> idp.initiateAuth(request -> request.clientId(clientId)
                        .authFlow(AuthFlowType.USER_SRP_AUTH)
                        .authParameters(Map.of("USERNAME", EMAIL, "SRP_A", Srp.N.toString(16)))))
                .hasMessageContaining("SRP_A");
    }

    @Test
    void refresh_shouldGiveNewTokens_untilRevoked() {
        confirmed(EMAIL);
        var refresh = signIn(EMAIL, PASSWORD).refreshToken();
        assertThat(refresh(refresh).idToken()).isNotEmpty();

        idp.revokeToken(request -> request.clientId(clientId).token(refresh));

        assertThatThrownBy(() -> refresh(refresh)).isInstanceOf(NotAuthorizedException.class);
    }

    @Test
    void adminOperations_shouldAskIam() {
        assertThatThrownBy(() ->
                        idp.adminGetUser(request -> request.userPoolId(poolId).username(EMAIL)))
                .hasMessageContaining("cognito-idp:AdminGetUser");
    }

    @Test
    void credentials_shouldCarryTheIdentity_andBeTheSameForTheSameUser() {
        confirmed(EMAIL);
        var login = Map.of(provider(), signIn(EMAIL, PASSWORD).idToken());
        var first = identity.getId(
                        request -> request.identityPoolId(identityPoolId).logins(login))
                .identityId();
        var second = identity.getId(
                        request -> request.identityPoolId(identityPoolId).logins(login))
                .identityId();

        var credentials = identity.getCredentialsForIdentity(
                request -> request.identityId(first).logins(login));

        assertThat(second).isEqualTo(first);
        assertThat(credentials.credentials().accessKeyId()).isEqualTo("ASIA1");
        assertThat(assumed).singleElement().satisfies(context -> assertThat(context)
                .containsEntry("cognito-identity.amazonaws.com:sub", first));
    }

    @Test
    void credentials_shouldBeRefused_forAnotherIdentityAnAccessTokenOrAGuest() {
        confirmed(EMAIL);
        var tokens = signIn(EMAIL, PASSWORD);
        var login = Map.of(provider(), tokens.idToken());

        assertThatThrownBy(() -> identity.getCredentialsForIdentity(
                        request -> request.identityId(REGION + ":00000000-0000-0000-0000-000000000000")
                                .logins(login)))
                .hasMessageContaining("do not match");
        assertThatThrownBy(() -> identity.getId(request ->
                        request.identityPoolId(identityPoolId).logins(Map.of(provider(), tokens.accessToken()))))
                .hasMessageContaining("Not a valid ID token");
        assertThatThrownBy(() -> identity.getId(request -> request.identityPoolId(identityPoolId)))
                .hasMessageContaining("Unauthenticated access");
    }

    private String provider() {
        return "cognito-idp." + REGION + ".amazonaws.com/" + poolId;
    }

    private void signUp(String email) {
        idp.signUp(request -> request.clientId(clientId)
                .username(email)
                .password(PASSWORD)
                .userAttributes(
                        AttributeType.builder().name("name").value("Ann").build()));
    }

    private void confirm(String email, String code) {
        idp.confirmSignUp(request -> request.clientId(clientId).username(email).confirmationCode(code));
    }

    private void confirmed(String email) {
        signUp(email);
        confirm(email, code(mails.size() - 1));
    }

    private String code(int mail) {
        var text = mails.get(mail).text();
        return text.substring(text.length() - 6);
    }

    private AuthenticationResultType signIn(String email, String password) {
        return idp.initiateAuth(request -> request.clientId(clientId)
                        .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                        .authParameters(Map.of("USERNAME", email, "PASSWORD", password)))
                .authenticationResult();
    }

    private AuthenticationResultType refresh(String token) {
        return idp.initiateAuth(request -> request.clientId(clientId)
                        .authFlow(AuthFlowType.REFRESH_TOKEN_AUTH)
                        .authParameters(Map.of("REFRESH_TOKEN", token)))
                .authenticationResult();
    }

    /** The client's side of SRP. */
    private AuthenticationResultType signInBySrp(String email, String password) {
        var secret = new BigInteger(256, new SecureRandom());
        var clientPublic = Srp.G.modPow(secret, Srp.N);
        var challenge = idp.initiateAuth(request -> request.clientId(clientId)
                        .authFlow(AuthFlowType.USER_SRP_AUTH)
                        .authParameters(Map.of("USERNAME", email, "SRP_A", clientPublic.toString(16))))
                .challengeParameters();
        var user = challenge.get("USER_ID_FOR_SRP");
        var poolName = poolId.substring(poolId.indexOf('_') + 1);
        var serverPublic = new BigInteger(challenge.get("SRP_B"), 16);
        var scrambler = new BigInteger(1, Srp.sha256(Srp.pad(clientPublic), Srp.pad(serverPublic)));
        var x = Srp.privateKey(poolName, user, password, new BigInteger(challenge.get("SALT"), 16));
        var shared = serverPublic
                .subtract(Srp.K.multiply(Srp.G.modPow(x, Srp.N)))
                .mod(Srp.N)
                .modPow(secret.add(scrambler.multiply(x)), Srp.N);
        var timestamp = "Thu Jan 1 00:00:00 UTC 2026";
        var signature = Srp.signature(
                shared,
                scrambler,
                poolName,
                user,
                Base64.getDecoder().decode(challenge.get("SECRET_BLOCK")),
                timestamp);
        return idp.respondToAuthChallenge(request -> request.clientId(clientId)
                        .challengeName(ChallengeNameType.PASSWORD_VERIFIER)
                        .challengeResponses(Map.of(
                                "USERNAME",
                                user,
                                "TIMESTAMP",
                                timestamp,
                                "PASSWORD_CLAIM_SECRET_BLOCK",
                                challenge.get("SECRET_BLOCK"),
                                "PASSWORD_CLAIM_SIGNATURE",
                                Base64.getEncoder().encodeToString(signature))))
                .authenticationResult();
    }

    private static String catchMessage(Runnable action) {
        try {
            action.run();
            return "no failure";
        } catch (NotAuthorizedException e) {
            return e.awsErrorDetails().errorMessage();
        }
    }

    private static String provision(ResourceCatalog catalog, String type, Map<String, Object> inputs) {
        return catalog.provision(
                        new Registration(type, "users", "urn:" + type, REGION, new Inputs("users", inputs), List.of()))
                .id();
    }

    private static final class DenyAll implements Authorizer {
        @Override
        public void require(AccessRequest request) {
            throw new AwsException("AccessDeniedException", 400, "not authorized to perform: " + request.action());
        }

        @Override
        public boolean allows(AccessRequest request) {
            return false;
        }
    }
}

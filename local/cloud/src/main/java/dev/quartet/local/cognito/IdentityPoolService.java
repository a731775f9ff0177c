package dev.quartet.local.cognito;

import static dev.quartet.local.aws.WireValues.requiredText;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.quartet.local.aws.AwsJsonProtocol;
import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CredentialIssuer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The identity pools' API ({@code cognito-identity}), JSON 1.1: the
 * <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html">enhanced flow</a>. Thread-safe.
 */
public final class IdentityPoolService implements AwsService {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PRINCIPAL = "cognito-identity.amazonaws.com";
    private static final Duration LIFETIME = Duration.ofHours(1);

    /** A subject that a trusted provider vouches for. */
    private record Login(String provider, String subject) {}

    private final IdentityPools pools;
    private final UserPools userPools;
    private final CredentialIssuer issuer;
    private final AwsJsonProtocol protocol;

    /** Serves {@code pools}, which trust the tokens of {@code userPools}. */
    public IdentityPoolService(IdentityPools pools, UserPools userPools, CredentialIssuer issuer) {
        this.pools = pools;
        this.userPools = userPools;
        this.issuer = issuer;
        this.protocol =
                new AwsJsonProtocol(Map.of("GetId", this::getId, "GetCredentialsForIdentity", this::getCredentials));
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("cognito-identity");
    }

    @Override
    public Set<String> targetPrefixes() {
        return Set.of("AWSCognitoIdentityService");
    }

    @Override
    public void handle(AwsRequest request) throws Exception {
        protocol.handle(request);
    }

    private JsonNode getId(AwsRequest request, ObjectNode input) {
        var pool = pools.require(requiredText(input, "IdentityPoolId"));
        var login = login(pool, input);
        if (login.isEmpty() && !pool.unauthenticatedAllowed()) {
            throw new AwsException(
                    "NotAuthorizedException", 400, "Unauthenticated access is not supported for this identity pool.");
        }
        var identity = login.map(known -> pool.identityOf(known.provider(), known.subject()))
                .orElseGet(pool::newIdentity);
        return JSON.createObjectNode().put("IdentityId", identity);
    }

    private JsonNode getCredentials(AwsRequest request, ObjectNode input) {
        var identity = requiredText(input, "IdentityId");
        for (var pool : pools.all()) {
            var login = login(pool, input);
            if (login.isPresent()
                    && pool.identityOf(login.get().provider(), login.get().subject())
                            .equals(identity)) {
                return credentials(pool, identity);
            }
        }
        throw new AwsException(
                "NotAuthorizedException",
                400,
                "The logins do not match the identity " + identity + ", or are not trusted by its pool.");
    }

    private ObjectNode credentials(IdentityPool pool, String identity) {
        var role = pool.role(true)
                .orElseThrow(() -> new AwsException(
                        "InvalidIdentityPoolConfigurationException",
                        400,
                        "Invalid identity pool configuration. Check assigned IAM roles for this pool."));
        var federation = Map.of(
                PRINCIPAL + ":aud", pool.id(), PRINCIPAL + ":amr", "authenticated", PRINCIPAL + ":sub", identity);
        var credentials = issuer.assume(
                Caller.service(PRINCIPAL),
                "sts:AssumeRoleWithWebIdentity",
                role,
                "CognitoIdentityCredentials",
                federation,
                federation,
                Optional.empty(),
                LIFETIME);
        var output = JSON.createObjectNode().put("IdentityId", identity);
        output.putObject("Credentials")
                .put("AccessKeyId", credentials.accessKeyId())
                .put("SecretKey", credentials.secretAccessKey())
                .put("SessionToken", credentials.sessionToken())
                .putPOJO("Expiration", credentials.expiration());
        return output;
    }

    /** Returns who the request's one login is; throws {@code NotAuthorizedException} for a token that is not trusted. */
    private Optional<Login> login(IdentityPool pool, ObjectNode input) {
        var logins = input.path("Logins");
        if (logins.isEmpty()) {
            return Optional.empty();
        }
        var entry = logins.properties().iterator().next();
        var provider = entry.getKey();
        if (!pool.knows(provider)) {
            throw new AwsException(
                    "NotAuthorizedException", 400, "Token is not from a supported provider of this identity pool.");
        }
        var userPoolId = provider.substring(provider.indexOf('/') + 1);
        var claims = userPools
                .require(userPoolId)
                .tokens()
                .verify(entry.getValue().asString())
                .filter(token -> "id".equals(token.getClaim("token_use")))
                .filter(token -> pool.trusts(provider, audience(token)))
                .orElseThrow(() -> new AwsException(
                        "NotAuthorizedException",
                        400,
                        "Invalid login token. Not a valid ID token of " + provider + ", or expired."));
        return Optional.of(new Login(provider, claims.getSubject()));
    }

    private static List<String> audience(JWTClaimsSet claims) {
        return claims.getAudience();
    }
}

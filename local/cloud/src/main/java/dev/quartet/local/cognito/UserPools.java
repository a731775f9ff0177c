package dev.quartet.local.cognito;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.core.TokenVerifier;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The program's user pools, their clients and groups. Thread-safe. */
public final class UserPools implements ResourceModule, TokenVerifier {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final CloudContext context;
    private final Map<String, UserPool> pools = new ConcurrentHashMap<>();
    private final Sessions sessions = new Sessions();

    /** Creates an empty set of pools whose tokens are issued by {@code endpoint/poolId}. */
    public UserPools(CloudContext context) {
        this.context = context;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:cognito/userPool:UserPool", this::createPool);
        catalog.resource("aws:cognito/userPoolClient:UserPoolClient", this::createClient);
        catalog.resource("aws:cognito/userGroup:UserGroup", this::createGroup);
    }

    @Override
    public Optional<Map<String, Object>> verifyIdToken(String userPoolArn, String token) {
        return pools.values().stream()
                .filter(pool -> pool.arn().equals(userPoolArn))
                .findFirst()
                .flatMap(pool -> pool.tokens().verify(token))
                .filter(claims -> "id".equals(claims.getClaim("token_use")))
                .map(claims -> new LinkedHashMap<>(claims.toJSONObject()));
    }

    @Override
    public Optional<Map<String, Object>> verify(String issuer, String token) {
        var pool = pools.get(issuer.substring(issuer.lastIndexOf('/') + 1));
        if (pool == null
                || !(issuer.equals(pool.tokens().issuer())
                        || issuer.equals("https://cognito-idp." + context.region() + ".amazonaws.com/" + pool.id()))) {
            return Optional.empty();
        }
        return pool.tokens().verify(token).map(claims -> new LinkedHashMap<>(claims.toJSONObject()));
    }

    /**
     * Returns the document at {@code /poolId/.well-known/jwks.json} or {@code …/openid-configuration} (JSON); empty for any
     * other path.
     */
    public Optional<String> wellKnown(String path) {
        var parts = path.split("/", -1);
        if (parts.length != 4 || !parts[2].equals(".well-known")) {
            return Optional.empty();
        }
        return Optional.ofNullable(pools.get(parts[1])).flatMap(pool -> switch (parts[3]) {
            case "jwks.json" -> Optional.of(pool.tokens().keys());
            case "openid-configuration" -> Optional.of(Discovery.document(pool));
            default -> Optional.empty();
        });
    }

    /** Returns what is signed in, by its refresh tokens. */
    Sessions sessions() {
        return sessions;
    }

    Collection<UserPool> all() {
        return pools.values();
    }

    /** Finds a pool; throws {@code ResourceNotFoundException}. */
    UserPool require(String id) {
        var pool = pools.get(id);
        if (pool == null) {
            throw new AwsException("ResourceNotFoundException", 400, "User pool " + id + " does not exist.");
        }
        return pool;
    }

    /** Finds the pool of a client; throws {@code ResourceNotFoundException}. */
    UserPool ofClient(String clientId) {
        return pools.values().stream()
                .filter(pool -> pool.clients().containsKey(clientId))
                .findFirst()
                .orElseThrow(() -> new AwsException(
                        "ResourceNotFoundException", 400, "User pool client " + clientId + " does not exist."));
    }

    private Provisioned createPool(Registration registration) {
        var inputs = registration.inputs();
        var id = registration.region() + "_" + random(ALPHABET, 9);
        var arn = context.arn("cognito-idp", "userpool/" + id).toString();
        pools.put(id, new UserPool(id, arn, context.endpoint() + "/" + id, context.clock(), inputs));
        return Provisioned.running(
                id,
                Map.of(
                        "arn",
                        arn,
                        "name",
                        inputs.optionalString("name").orElse(registration.name()),
                        "endpoint",
                        "cognito-idp." + registration.region() + ".amazonaws.com/" + id,
                        "estimatedNumberOfUsers",
                        0,
                        "creationDate",
                        context.clock().instant().toString(),
                        "lastModifiedDate",
                        context.clock().instant().toString()));
    }

    private Provisioned createClient(Registration registration) {
        var inputs = registration.inputs();
        var pool = pool(registration);
        var id = random(LOWER, 26);
        Optional<String> secret =
                inputs.flag("generateSecret", false) ? Optional.of(random(LOWER, 52)) : Optional.empty();
        var name = inputs.optionalString("name").orElse(registration.name());
        pool.clients().put(id, PoolClient.of(id, name, secret, inputs));
        var outputs = new HashMap<String, Object>(Map.of("name", name));
        outputs.put("clientSecret", secret.orElse(""));
        return Provisioned.running(id, outputs);
    }

    private Provisioned createGroup(Registration registration) {
        var pool = pool(registration);
        var name = registration.inputs().optionalString("name").orElse(registration.name());
        pool.groups()
                .put(name, registration.inputs().optionalString("description").orElse(""));
        return Provisioned.running(pool.id() + "/" + name, Map.of("name", name));
    }

    private UserPool pool(Registration registration) {
        var id = registration.inputs().string("userPoolId");
        var pool = pools.get(id);
        if (pool == null) {
            throw new ProvisionException("%s: user pool %s does not exist"
                    .formatted(registration.inputs().owner(), id));
        }
        return pool;
    }

    static String random(String alphabet, int length) {
        var result = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            result.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
        }
        return result.toString();
    }
}

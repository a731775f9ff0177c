package dev.quartet.local.sts;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.CredentialIssuer;
import dev.quartet.local.core.CredentialStore;
import dev.quartet.local.core.Credentials;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.RoleTrust;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Every access key of one run: the root's, made anew each time, and those of sessions. Thread-safe. */
public final class Sessions implements CredentialStore, CredentialIssuer {
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration SHORTEST = Duration.ofMinutes(15);
    // An expired key is kept a while, to be told apart from an unknown one.
    private static final Duration KEPT_EXPIRED = Duration.ofHours(1);
    private static final int SWEEP_EVERY = 1_000;

    private final CloudContext cloud;
    private final RoleTrust roles;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong issued = new AtomicLong();
    private final String rootAccessKeyId = Secrets.accessKeyId("AKIA");
    private final String rootSecret = Secrets.secret(30);

    /** Creates it with the root's key alone; {@code roles} decides who may become which role. */
    public Sessions(CloudContext cloud, RoleTrust roles) {
        this.cloud = cloud;
        this.roles = roles;
        var root = new Caller(
                Caller.Kind.ROOT,
                "arn:aws:iam::" + cloud.accountId() + ":root",
                Optional.empty(),
                Optional.empty(),
                Map.of("aws:userid", cloud.accountId()),
                Optional.empty());
        entries.put(rootAccessKeyId, new Entry(root, rootSecret, Optional.empty(), Optional.empty()));
    }

    /** Returns the root's access key id, for {@code aws.env}. */
    public String rootAccessKeyId() {
        return rootAccessKeyId;
    }

    /** Returns the root's secret, for {@code aws.env} alone. */
    public String rootSecretAccessKey() {
        return rootSecret;
    }

    @Override
    public Optional<Entry> find(String accessKeyId) {
        return Optional.ofNullable(entries.get(accessKeyId));
    }

    @Override
    public Credentials assume(
            Caller caller,
            String action,
            String roleArn,
            String sessionName,
            Map<String, String> trustContext,
            Map<String, String> sessionContext,
            Optional<Placement> placement,
            Duration lifetime) {
        if (!sessionName.matches("[\\w+=,.@-]{2,64}")) {
            throw new AwsException(
                    "ValidationError",
                    400,
                    "roleSessionName must have 2 to 64 letters, digits and =,.@-, not '" + sessionName + "'");
        }
        if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
            throw new AwsException(
                    "ValidationError", 400, "a session lasts 900 to 43200 seconds, not " + lifetime.toSeconds());
        }
        var context = new HashMap<>(trustContext);
        context.put("sts:RoleSessionName", sessionName);
        var role = roles.requireTrust(caller, action, roleArn, context);
        var session = new HashMap<>(sessionContext);
        session.put("aws:userid", role.id() + ":" + sessionName);
        var assumed = new Caller(
                Caller.Kind.ROLE,
                "arn:aws:sts::%s:assumed-role/%s/%s".formatted(cloud.accountId(), role.name(), sessionName),
                Optional.of(role.arn()),
                Optional.empty(),
                session,
                placement);
        // STS tells times in whole seconds.
        return issue(assumed, cloud.clock().instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS));
    }

    private Credentials issue(Caller caller, Instant expiration) {
        if (issued.incrementAndGet() % SWEEP_EVERY == 0) {
            sweep();
        }
        var credentials =
                new Credentials(Secrets.accessKeyId("ASIA"), Secrets.secret(30), Secrets.secret(192), expiration);
        entries.put(
                credentials.accessKeyId(),
                new Entry(
                        caller,
                        credentials.secretAccessKey(),
                        Optional.of(credentials.sessionToken()),
                        Optional.of(expiration)));
        return credentials;
    }

    private void sweep() {
        var before = cloud.clock().instant().minus(KEPT_EXPIRED);
        entries.values().removeIf(e -> e.expiration().filter(before::isAfter).isPresent());
    }
}

package dev.quartet.local.cognito;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Inputs;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A user pool: its users, clients, groups and tokens. Thread-safe: users are read and changed under the pool's lock. */
final class UserPool {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration CODE_LIFETIME = Duration.ofHours(24);

    private final String id;
    private final String arn;
    private final Clock clock;
    private final boolean emailIsName;
    private final boolean verifiesEmail;
    private final boolean adminsOnly;
    private final PasswordPolicy policy;
    private final PoolTokens tokens;
    private final Map<String, User> users = new LinkedHashMap<>();
    private final Map<String, String> nameByEmail = new LinkedHashMap<>();
    private final Map<String, PoolClient> clients = new ConcurrentHashMap<>();
    private final Map<String, String> groups = new ConcurrentHashMap<>();
    private volatile String domain = "";

    UserPool(String id, String arn, String issuer, Clock clock, Inputs inputs) {
        this.id = id;
        this.arn = arn;
        this.clock = clock;
        this.emailIsName = inputs.strings("usernameAttributes").contains("email");
        this.verifiesEmail = inputs.strings("autoVerifiedAttributes").contains("email");
        this.adminsOnly = inputs.block("adminCreateUserConfig")
                .map(block -> block.flag("allowAdminCreateUserOnly", false))
                .orElse(false);
        this.policy = PasswordPolicy.of(inputs.block("passwordPolicy"));
        this.tokens = new PoolTokens(issuer, clock);
    }

    String id() {
        return id;
    }

    String arn() {
        return arn;
    }

    /** Returns the part of the id that SRP hashes: what follows the region. */
    String srpName() {
        return id.substring(id.indexOf('_') + 1);
    }

    PoolTokens tokens() {
        return tokens;
    }

    PasswordPolicy policy() {
        return policy;
    }

    boolean verifiesEmail() {
        return verifiesEmail;
    }

    boolean adminsOnly() {
        return adminsOnly;
    }

    Map<String, PoolClient> clients() {
        return clients;
    }

    /** Returns the groups' descriptions by name. */
    Map<String, String> groups() {
        return groups;
    }

    /** Returns where its sign-in page is, {@code http://localhost:46xx}; empty without a domain. */
    String domain() {
        return domain;
    }

    /** Gives it a sign-in page; false when it has one. */
    synchronized boolean claimDomain(String url) {
        if (!domain.isEmpty()) {
            return false;
        }
        domain = url;
        return true;
    }

    /** Creates a user under {@code login}; throws {@code UsernameExistsException}, {@code InvalidParameterException}. */
    synchronized User create(String login, Map<String, String> attributes) {
        if (emailIsName && !login.matches("[^@\\s]{1,64}@[^@\\s]{1,190}")) {
            throw new AwsException("InvalidParameterException", 400, "Username should be an email.");
        }
        if (login.isBlank() || login.length() > 128) {
            throw new AwsException("InvalidParameterException", 400, "Username must have 1 to 128 characters.");
        }
        if (find(login).isPresent()) {
            throw new AwsException("UsernameExistsException", 400, "User already exists");
        }
        var sub = UUID.randomUUID().toString();
        var user = new User(emailIsName ? sub : login, sub, clock.instant());
        user.attributes.putAll(attributes);
        if (emailIsName) {
            user.attributes.put("email", login);
        }
        user.attributes.put("email_verified", "false");
        users.put(user.name, user);
        var email = user.attributes.get("email");
        if (emailIsName && email != null) {
            nameByEmail.put(email.toLowerCase(Locale.ROOT), user.name);
        }
        return user;
    }

    /** Finds a user by name, or by e-mail address where that is the name. */
    synchronized Optional<User> find(String login) {
        var name = nameByEmail.getOrDefault(login.toLowerCase(Locale.ROOT), login);
        return Optional.ofNullable(users.get(name));
    }

    /** Finds a user; throws {@code UserNotFoundException}. */
    User require(String login) {
        return find(login).orElseThrow(() -> new AwsException("UserNotFoundException", 400, "User does not exist."));
    }

    synchronized Collection<User> users() {
        return List.copyOf(users.values());
    }

    synchronized void delete(User user) {
        users.remove(user.name);
        nameByEmail.values().removeIf(user.name::equals);
    }

    /** Runs {@code action} on a user under the pool's lock. */
    synchronized <T> T with(User user, Function<User, T> action) {
        return action.apply(user);
    }

    /** Makes a new six-digit code, valid for a day. */
    User.Code newCode() {
        return new User.Code("%06d".formatted(RANDOM.nextInt(1_000_000)), now().plus(CODE_LIFETIME));
    }

    Instant now() {
        return clock.instant();
    }
}

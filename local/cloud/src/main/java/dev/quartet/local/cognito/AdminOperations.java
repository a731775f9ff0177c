package dev.quartet.local.cognito;

import static dev.quartet.local.aws.WireValues.flag;
import static dev.quartet.local.aws.WireValues.requiredText;
import static dev.quartet.local.aws.WireValues.text;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.core.AwsException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an administrator does with a pool's users. Thread-safe. */
final class AdminOperations {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final UserPools pools;

    AdminOperations(UserPools pools) {
        this.pools = pools;
    }

    Map<String, JsonOperation> operations() {
        return Map.ofEntries(
                Map.entry("AdminCreateUser", this::create),
                Map.entry("AdminSetUserPassword", this::setPassword),
                Map.entry("AdminConfirmSignUp", change(user -> {
                    user.status = User.Status.CONFIRMED;
                    user.attributes.put("email_verified", "true");
                })),
                Map.entry("AdminDisableUser", change(user -> user.enabled = false)),
                Map.entry("AdminEnableUser", change(user -> user.enabled = true)),
                Map.entry("AdminGetUser", this::get),
                Map.entry("AdminDeleteUser", this::delete),
                Map.entry(
                        "AdminAddUserToGroup", (request, input) -> group(input, name -> user -> user.groups.add(name))),
                Map.entry(
                        "AdminRemoveUserFromGroup",
                        (request, input) -> group(input, name -> user -> user.groups.remove(name))),
                Map.entry("AdminListGroupsForUser", this::groupsOf),
                Map.entry("ListUsers", this::list),
                Map.entry("ListGroups", this::listGroups),
                Map.entry("ListUserPools", this::listPools),
                Map.entry("ListUserPoolClients", this::listClients));
    }

    private JsonNode create(AwsRequest request, ObjectNode input) {
        var pool = pool(input);
        var user = pool.create(requiredText(input, "Username"), SignUpOperations.attributes(input));
        var password = text(input, "TemporaryPassword");
        password.ifPresent(pool.policy()::check);
        var verifier = password.map(value -> Srp.Verifier.of(pool.srpName(), user.name, value));
        var verified = SignUpOperations.attributes(input).get("email_verified");
        pool.with(user, u -> {
            u.status = User.Status.FORCE_CHANGE_PASSWORD;
            // An administrator's word is enough.
            if ("true".equals(verified)) {
                u.attributes.put("email_verified", verified);
            }
            verifier.ifPresent(value -> u.password = value);
            return u;
        });
        var output = JSON.createObjectNode();
        write(output.putObject("User"), "Attributes", pool, user);
        return output;
    }

    private JsonNode setPassword(AwsRequest request, ObjectNode input) {
        var pool = pool(input);
        var user = pool.require(requiredText(input, "Username"));
        var password = requiredText(input, "Password");
        pool.policy().check(password);
        var verifier = Srp.Verifier.of(pool.srpName(), user.name, password);
        boolean permanent = flag(input, "Permanent", false);
        pool.with(user, u -> {
            u.password = verifier;
            u.status = permanent ? User.Status.CONFIRMED : User.Status.FORCE_CHANGE_PASSWORD;
            return u;
        });
        return JSON.createObjectNode();
    }

    private JsonNode get(AwsRequest request, ObjectNode input) {
        var pool = pool(input);
        var output = JSON.createObjectNode();
        write(output, "UserAttributes", pool, pool.require(requiredText(input, "Username")));
        return output;
    }

    private JsonNode delete(AwsRequest request, ObjectNode input) {
        var pool = pool(input);
        pool.delete(pool.require(requiredText(input, "Username")));
        return JSON.createObjectNode();
    }

    private JsonNode group(ObjectNode input, Function<String, Consumer<User>> change) {
        var pool = pool(input);
        var name = requiredText(input, "GroupName");
        if (!pool.groups().containsKey(name)) {
            throw new AwsException("ResourceNotFoundException", 400, "Group " + name + " not found.");
        }
        pool.with(pool.require(requiredText(input, "Username")), user -> {
            change.apply(name).accept(user);
            return user;
        });
        return JSON.createObjectNode();
    }

    private JsonNode groupsOf(AwsRequest request, ObjectNode input) {
        var pool = pool(input);
        var output = JSON.createObjectNode();
        var groups = output.putArray("Groups");
        pool.with(pool.require(requiredText(input, "Username")), user -> {
            user.groups.forEach(
                    name -> groups.addObject().put("GroupName", name).put("UserPoolId", pool.id()));
            return user;
        });
        return output;
    }

    private JsonNode list(AwsRequest request, ObjectNode input) {
        var pool = pool(input);
        var filter = text(input, "Filter").orElse("");
        var output = JSON.createObjectNode();
        var users = output.putArray("Users");
        for (var user : pool.users()) {
            var email = user.attributes.getOrDefault("email", "");
            if (filter.isEmpty() || filter.replace(" ", "").equals("email=\"" + email + "\"")) {
                write(users.addObject(), "Attributes", pool, user);
            }
        }
        return output;
    }

    private JsonNode listGroups(AwsRequest request, ObjectNode input) {
        var pool = pool(input);
        var output = JSON.createObjectNode();
        var groups = output.putArray("Groups");
        pool.groups().forEach((name, description) -> groups.addObject()
                .put("GroupName", name)
                .put("Description", description)
                .put("UserPoolId", pool.id()));
        return output;
    }

    private JsonNode listPools(AwsRequest request, ObjectNode input) {
        var output = JSON.createObjectNode();
        var array = output.putArray("UserPools");
        pools.all().forEach(pool -> array.addObject().put("Id", pool.id()));
        return output;
    }

    private JsonNode listClients(AwsRequest request, ObjectNode input) {
        var pool = pool(input);
        var output = JSON.createObjectNode();
        var array = output.putArray("UserPoolClients");
        pool.clients().values().forEach(client -> array.addObject()
                .put("ClientId", client.id())
                .put("ClientName", client.name())
                .put("UserPoolId", pool.id()));
        return output;
    }

    private JsonOperation change(Consumer<User> change) {
        return (request, input) -> {
            var pool = pool(input);
            pool.with(pool.require(requiredText(input, "Username")), user -> {
                change.accept(user);
                return user;
            });
            return JSON.createObjectNode();
        };
    }

    private UserPool pool(ObjectNode input) {
        return pools.require(requiredText(input, "UserPoolId"));
    }

    private static void write(ObjectNode node, String attributes, UserPool pool, User user) {
        node.put("Username", user.name).put("Enabled", user.enabled).put("UserStatus", user.status.name());
        node.putPOJO("UserCreateDate", user.created);
        writeAttributes(node.putArray(attributes), pool, user);
    }

    static void writeAttributes(ArrayNode target, UserPool pool, User user) {
        pool.with(user, u -> {
            u.attributes.forEach(
                    (name, value) -> target.addObject().put("Name", name).put("Value", value));
            return u;
        });
    }
}

package dev.quartet.local.iam;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.InstanceProfiles;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.core.ResourceUpdater;
import dev.quartet.local.http.HttpHandler;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Roles and policies of the program. Thread-safe. */
public final class IamModule implements ResourceModule, InstanceProfiles {
    private static final int MAX_MANAGED = 6_144;
    private static final int MAX_INLINE = 10_240;
    private static final int MAX_SESSION = 3_600;

    private final CloudContext cloud;
    private final PolicyStore store = new PolicyStore();
    private final AccessRecord record = new AccessRecord(store);
    private final IamAuthorizer authorizer;
    /** By name; the role is empty where a profile has none. */
    private final Map<String, Optional<String>> profiles = new ConcurrentHashMap<>();

    /** Creates an IAM without roles; {@code reachability} knows the VPC endpoints' policies. */
    public IamModule(CloudContext cloud, Reachability reachability) {
        this.cloud = cloud;
        this.authorizer = new IamAuthorizer(cloud, store, reachability, record);
    }

    /** Returns the one that decides by these roles and policies. */
    public IamAuthorizer authorizer() {
        return authorizer;
    }

    /** Returns what tells which granted actions were needed, to be found at {@code /_quartet/access}. */
    public HttpHandler management() {
        return record;
    }

    /** Returns the same as JSON. */
    public String accessRecord() {
        return record.json().toString();
    }

    /** Throws {@link ProvisionException} naming {@code owner} when its resource policy is not understood whole. */
    public static void checkResourcePolicy(String owner, String json) {
        PolicyDocument.parse(owner, PolicyDocument.Kind.RESOURCE, json);
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:iam/role:Role", this::role)
                .resource("aws:iam/rolePolicy:RolePolicy", this::rolePolicy)
                .updater(
                        "aws:iam/rolePolicy:RolePolicy",
                        ResourceUpdater.again(this::rolePolicy, Set.of("name", "role")))
                .resource("aws:iam/policy:Policy", this::policy)
                .resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", this::attachment)
                .resource("aws:iam/instanceProfile:InstanceProfile", this::instanceProfile)
                .function("aws:iam/getPolicyDocument:getPolicyDocument", PolicyDocumentFunction::call)
                .function("aws:iam/getPolicy:getPolicy", this::getPolicy);
    }

    private Provisioned role(Registration registration) {
        var inputs = registration.inputs();
        var name = name(registration, 64);
        if (inputs.has("permissionsBoundary")) {
            throw new ProvisionException(registration.name() + ": permissionsBoundary is not emulated");
        }
        var trust = PolicyDocument.parse(
                "trust policy of role " + name, PolicyDocument.Kind.TRUST, inputs.string("assumeRolePolicy"));
        var path = inputs.optionalString("path").orElse("/");
        var arn = "arn:aws:iam::" + cloud.accountId() + ":role" + path + name;
        var id = uniqueId("AROA", registration);
        store.add(new RoleRecord(
                arn, name, id, inputs.optionalInteger("maxSessionDuration").orElse(MAX_SESSION), trust));
        for (var inline : inputs.blocks("inlinePolicies")) {
            store.putInline(name, inline.string("name"), inline(inline.string("name"), inline.string("policy")));
        }
        inputs.strings("managedPolicyArns").forEach(policy -> store.attach(name, policy));
        var outputs = new HashMap<String, Object>();
        outputs.put("name", name);
        outputs.put("arn", arn);
        outputs.put("uniqueId", id);
        outputs.put("path", path);
        outputs.put(
                "maxSessionDuration",
                inputs.optionalInteger("maxSessionDuration").orElse(MAX_SESSION));
        outputs.put("createDate", cloud.clock().instant().toString());
        return Provisioned.running(name, outputs);
    }

    private Provisioned rolePolicy(Registration registration) {
        var name = name(registration, 128);
        var role = store.byName(registration.inputs().string("role"));
        store.putInline(role.name(), name, inline(name, registration.inputs().string("policy")));
        return Provisioned.running(role.name() + ":" + name, Map.of("name", name, "role", role.name()));
    }

    private Provisioned policy(Registration registration) {
        var inputs = registration.inputs();
        var name = name(registration, 128);
        var path = inputs.optionalString("path").orElse("/");
        var arn = "arn:aws:iam::" + cloud.accountId() + ":policy" + path + name;
        var json = inputs.string("policy");
        limit(name, json, MAX_MANAGED);
        store.addManaged(arn, PolicyDocument.parse("policy " + name, PolicyDocument.Kind.IDENTITY, json));
        return Provisioned.running(
                arn,
                Map.of(
                        "arn",
                        arn,
                        "name",
                        name,
                        "path",
                        path,
                        "policyId",
                        uniqueId("ANPA", registration),
                        "attachmentCount",
                        0));
    }

    private Provisioned attachment(Registration registration) {
        var role = store.byName(registration.inputs().string("role"));
        var policyArn = registration.inputs().string("policyArn");
        store.attach(role.name(), policyArn);
        return Provisioned.running(role.name() + "-" + registration.name(), Map.of("role", role.name()));
    }

    private Provisioned instanceProfile(Registration registration) {
        var name = name(registration, 128);
        var role =
                registration.inputs().optionalString("role").map(store::byName).map(RoleRecord::arn);
        if (profiles.putIfAbsent(name, role) != null) {
            throw new ProvisionException("EntityAlreadyExists: instance profile " + name + " exists already");
        }
        var path = registration.inputs().optionalString("path").orElse("/");
        return Provisioned.running(
                name,
                Map.of(
                        "arn",
                        "arn:aws:iam::" + cloud.accountId() + ":instance-profile" + path + name,
                        "name",
                        name,
                        "path",
                        path,
                        "uniqueId",
                        uniqueId("AIPA", registration),
                        "createDate",
                        cloud.clock().instant().toString()));
    }

    @Override
    public Optional<String> role(String profile) {
        var role = profiles.get(profile.substring(profile.lastIndexOf('/') + 1));
        if (role == null) {
            throw new ProvisionException("NoSuchEntity: Instance Profile " + profile + " cannot be found.");
        }
        return role;
    }

    private Map<String, Object> getPolicy(Inputs arguments) {
        var arn = arguments.optionalString("arn").orElseGet(() -> AwsManagedPolicies.names().stream()
                .map(n -> AwsManagedPolicies.PREFIX + n)
                .filter(a -> a.endsWith("/" + arguments.string("name")))
                .findFirst()
                .orElse(arguments.string("name")));
        var json = AwsManagedPolicies.json(arn)
                .orElseThrow(() -> new ProvisionException(
                        "NoSuchEntity: policy " + arn + " was not found; known are " + AwsManagedPolicies.names()));
        return Map.of("arn", arn, "id", arn, "policy", json, "name", arn.substring(arn.lastIndexOf('/') + 1));
    }

    private static PolicyDocument inline(String name, String json) {
        limit(name, json, MAX_INLINE);
        return PolicyDocument.parse("policy " + name, PolicyDocument.Kind.IDENTITY, json);
    }

    /** AWS counts characters without white space. */
    private static void limit(String name, String json, int most) {
        var size = json.codePoints().filter(c -> !Character.isWhitespace(c)).count();
        if (size > most) {
            throw new ProvisionException(
                    "LimitExceeded: policy %s has %d characters, at most %d are allowed".formatted(name, size, most));
        }
    }

    private static String name(Registration registration, int most) {
        var name = registration.physicalName("name");
        if (!name.matches("[\\w+=,.@-]{1," + most + "}")) {
            throw new ProvisionException("ValidationError: %s: name '%s' must have 1 to %d letters, digits and +=,.@-_"
                    .formatted(registration.name(), name, most));
        }
        return name;
    }

    private static String uniqueId(String prefix, Registration registration) {
        var hash = UUID.nameUUIDFromBytes(registration.urn().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return prefix + hash.toString().replace("-", "").substring(0, 17).toUpperCase(Locale.ROOT);
    }
}

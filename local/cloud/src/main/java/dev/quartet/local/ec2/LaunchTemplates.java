package dev.quartet.local.ec2;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Change;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.InstanceProfiles;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.core.ResourceUpdater;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The program's launch templates. Thread-safe. */
final class LaunchTemplates implements ResourceModule {
    private static final String TYPE = "aws:ec2/launchTemplate:LaunchTemplate";

    private final CloudContext context;
    private final InstanceProfiles profiles;
    private final Map<String, LaunchTemplate> templates = new ConcurrentHashMap<>();

    LaunchTemplates(CloudContext context, InstanceProfiles profiles) {
        this.context = requireNonNull(context, "context is null");
        this.profiles = requireNonNull(profiles, "profiles is null");
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource(TYPE, this::create).updater(TYPE, new Updater());
    }

    /** Returns the template of that id or name. */
    Optional<LaunchTemplate> find(String idOrName) {
        return Optional.ofNullable(templates.get(idOrName)).or(() -> templates.values().stream()
                .filter(template -> template.name().equals(idOrName))
                .findFirst());
    }

    List<LaunchTemplate> all() {
        return List.copyOf(templates.values());
    }

    /** Returns the template of that id or name; throws {@link ProvisionException} when there is none. */
    LaunchTemplate require(String idOrName) {
        return find(idOrName)
                .orElseThrow(() -> new ProvisionException(
                        "InvalidLaunchTemplateId.NotFound: The specified launch template, with template ID %s, does not exist."
                                .formatted(idOrName)));
    }

    /** Returns a version; throws {@link ProvisionException} when there is none. */
    static TemplateVersion version(LaunchTemplate template, String version) {
        return template.version(version)
                .orElseThrow(() -> new ProvisionException(
                        "InvalidLaunchTemplateId.VersionNotFound: Could not find the specified version %s for the launch template with ID %s."
                                .formatted(version, template.id())));
    }

    private Provisioned create(Registration registration) {
        var name = registration.physicalName("name");
        if (!name.matches("[a-zA-Z0-9().\\-/_]{3,128}")) {
            throw new ProvisionException(
                    "%s: InvalidLaunchTemplateName.MalformedException: name '%s' must have 3 to 128 letters, digits and ().-/_"
                            .formatted(registration.inputs().owner(), name));
        }
        var hex = UUID.nameUUIDFromBytes(registration.urn().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        var id = "lt-" + hex.substring(0, 17);
        var first = read(registration, 1);
        var template = new LaunchTemplate(
                id, name, context.arn("ec2", "launch-template/" + id).toString(), first);
        if (find(name).isPresent() || templates.putIfAbsent(id, template) != null) {
            throw new ProvisionException(
                    "%s: InvalidLaunchTemplateName.AlreadyExistsException: Launch template name already in use: %s"
                            .formatted(registration.inputs().owner(), name));
        }
        return Provisioned.running(id, outputs(template, registration, 1, 1));
    }

    private TemplateVersion read(Registration registration, int number) {
        var version = TemplateVersion.read(registration.inputs(), number);
        var unused = version.profile().flatMap(profiles::role); // must exist
        return version;
    }

    private static Map<String, Object> outputs(
            LaunchTemplate template, Registration registration, int latest, int byDefault) {
        var outputs = new HashMap<String, Object>();
        outputs.put("arn", template.arn());
        outputs.put("name", template.name());
        outputs.put("latestVersion", latest);
        outputs.put("defaultVersion", byDefault);
        outputs.put("tagsAll", registration.inputs().texts("tags"));
        return outputs;
    }

    /** A change makes the next version. */
    private final class Updater implements ResourceUpdater {
        @Override
        public Provisioned plan(Change change) {
            var template = template(change);
            var next = read(change.after(), template.latestVersion() + 1);
            return answer(template, change, next.number(), byDefault(template, change, next));
        }

        @Override
        public Provisioned apply(Change change) {
            var template = template(change);
            var next = read(change.after(), template.latestVersion() + 1);
            template.add(next, byDefault(template, change, next) == next.number());
            return answer(template, change, template.latestVersion(), template.defaultVersion());
        }

        private LaunchTemplate template(Change change) {
            change.requireSame(java.util.Set.of("name", "namePrefix"));
            return require(change.made().id());
        }

        private static int byDefault(LaunchTemplate template, Change change, TemplateVersion next) {
            return change.after().inputs().flag("updateDefaultVersion", false)
                    ? next.number()
                    : change.after().inputs().optionalInteger("defaultVersion").orElse(template.defaultVersion());
        }

        private static Provisioned answer(LaunchTemplate template, Change change, int latest, int byDefault) {
            return Provisioned.running(template.id(), outputs(template, change.after(), latest, byDefault));
        }
    }
}

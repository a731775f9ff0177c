package dev.quartet.local.ses;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The program's identities, configuration sets, event destinations and templates. Thread-safe. */
final class SesResources implements ResourceModule {
    private static final String NAME = "[A-Za-z0-9_-]{1,64}";

    private final SesStore store;
    private final EventPublisher events;

    SesResources(SesStore store, EventPublisher events) {
        this.store = store;
        this.events = events;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:sesv2/emailIdentity:EmailIdentity", this::identity)
                .resource("aws:sesv2/configurationSet:ConfigurationSet", this::configurationSet)
                .resource(
                        "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
                        this::eventDestination)
                .resource("aws:ses/template:Template", this::template);
    }

    private Provisioned identity(Registration registration) {
        var inputs = registration.inputs();
        var name = inputs.string("emailIdentity");
        if (!name.matches("([^\\s@]+@)?[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*")) {
            throw refused(inputs, "BadRequestException: " + name + " is neither an address nor a domain");
        }
        var region = store.region(registration.region());
        var set = inputs.optionalString("configurationSetName");
        try {
            set.ifPresent(region::requireConfigurationSet);
        } catch (AwsException e) {
            throw refused(inputs, e.code() + ": " + e.getMessage());
        }
        var identity = new Identity(name, store.arn(registration.region(), "identity/" + name), set);
        region.identities().put(Identity.normal(name), identity);
        var tokens = IntStream.range(0, 3)
                .mapToObj(i -> "%08x%d".formatted((name + i).hashCode(), i))
                .toList();
        return Provisioned.running(
                name,
                Map.of(
                        "arn",
                        identity.arn(),
                        "identityType",
                        identity.type(),
                        "verifiedForSendingStatus",
                        true,
                        "dkimSigningAttributes",
                        Map.of(
                                "tokens",
                                tokens,
                                "status",
                                "SUCCESS",
                                "currentSigningKeyLength",
                                "RSA_2048_BIT",
                                "nextSigningKeyLength",
                                "RSA_2048_BIT",
                                "lastKeyGenerationTimestamp",
                                store.context().clock().instant().toString(),
                                "signingAttributesOrigin",
                                "AWS_SES")));
    }

    private Provisioned configurationSet(Registration registration) {
        var inputs = registration.inputs();
        var name = inputs.string("configurationSetName");
        if (!name.matches(NAME)) {
            throw refused(inputs, "BadRequestException: configurationSetName '%s' must match %s".formatted(name, NAME));
        }
        var reasons = inputs.block("suppressionOptions").map(block -> block.strings("suppressedReasons"));
        reasons.orElse(List.of()).forEach(reason -> {
            if (!List.of("BOUNCE", "COMPLAINT").contains(reason)) {
                throw refused(inputs, "suppressedReasons may hold BOUNCE and COMPLAINT, not " + reason);
            }
        });
        var enabled = inputs.block("sendingOptions")
                .map(block -> block.flag("sendingEnabled", true))
                .orElse(true);
        var arn = store.arn(registration.region(), "configuration-set/" + name);
        var region = store.region(registration.region());
        region.configurationSets().put(name, ConfigurationSet.of(name, arn, enabled, reasons));
        return Provisioned.running(name, Map.of("arn", arn, "configurationSetName", name));
    }

    private Provisioned eventDestination(Registration registration) {
        var inputs = registration.inputs();
        var setName = inputs.string("configurationSetName");
        var name = inputs.string("eventDestinationName");
        try {
            var set = store.region(registration.region()).requireConfigurationSet(setName);
            var destination = destination(
                    name,
                    inputs.block("eventDestination")
                            .orElseThrow(() -> refused(inputs, "missing required argument eventDestination")));
            // SES itself tries a topic by a message that is no event.
            destination
                    .topicArn()
                    .ifPresent(topic -> events.tell(
                            set, topic, "Successfully validated SNS topic for Amazon SES event publishing."));
            set.destinations().put(name, destination);
        } catch (AwsException e) {
            throw new ProvisionException("%s: %s: %s".formatted(inputs.owner(), e.code(), e.getMessage()), e);
        }
        return Provisioned.running(setName + "|" + name, Map.of());
    }

    private static EventDestination destination(String name, Inputs inputs) {
        var types = EnumSet.noneOf(EventType.class);
        for (var type : inputs.strings("matchingEventTypes")) {
            types.add(EventType.of(type)
                    .orElseThrow(() -> refused(
                            inputs,
                            "matchingEventTypes may hold %s, not %s".formatted(List.of(EventType.values()), type))));
        }
        var cloudWatch = inputs.block("cloudWatchDestination");
        var sns = inputs.block("snsDestination");
        if (cloudWatch.isPresent() == sns.isPresent()) {
            throw refused(
                    inputs, "the local cloud publishes events to one cloudWatchDestination or one snsDestination each");
        }
        var dimensions = new ArrayList<EventDestination.Dimension>();
        for (var block :
                cloudWatch.map(b -> b.blocks("dimensionConfigurations")).orElse(List.of())) {
            dimensions.add(dimension(block));
        }
        return new EventDestination(
                name, inputs.flag("enabled", false), types, dimensions, sns.map(block -> block.string("topicArn")));
    }

    private static EventDestination.Dimension dimension(Inputs inputs) {
        var name = inputs.string("dimensionName");
        var source = inputs.string("dimensionValueSource");
        if (!name.matches("(ses:)?[A-Za-z0-9_-]{1,256}")) {
            throw refused(inputs, "dimensionName '%s': ASCII letters, digits, _ and - only".formatted(name));
        }
        if (!List.of("MESSAGE_TAG", "EMAIL_HEADER", "LINK_TAG").contains(source)) {
            throw refused(inputs, "dimensionValueSource must be MESSAGE_TAG, EMAIL_HEADER or LINK_TAG, not " + source);
        }
        return new EventDestination.Dimension(name, source, inputs.string("defaultDimensionValue"));
    }

    private Provisioned template(Registration registration) {
        var inputs = registration.inputs();
        var name = registration.physicalName("name");
        if (!name.matches(NAME)) {
            throw refused(inputs, "InvalidTemplate: name '%s' must match %s".formatted(name, NAME));
        }
        store.region(registration.region())
                .templates()
                .put(
                        name,
                        new MailTemplate(
                                name,
                                inputs.optionalString("subject").orElse(""),
                                inputs.optionalString("html").orElse(""),
                                inputs.optionalString("text").orElse("")));
        return Provisioned.running(
                name, Map.of("arn", store.arn(registration.region(), "template/" + name), "name", name));
    }

    private static ProvisionException refused(Inputs inputs, String why) {
        return new ProvisionException(inputs.owner() + ": " + why);
    }
}

package dev.quartet.local.ses;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.ses.SesService.Route;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** SES's operations that tell of the account, its identities, sets, templates and suppressed addresses. Thread-safe. */
final class DescribeOperations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final SesStore store;
    private final Authorizer authorizer;
    private final MailGuard guard;
    private final Postman postman;

    DescribeOperations(SesStore store, Authorizer authorizer, MailGuard guard, Postman postman) {
        this.store = store;
        this.authorizer = authorizer;
        this.guard = guard;
        this.postman = postman;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "account", this::account),
                Route.of("GET", "identities", this::identities),
                Route.of("POST", "identities", this::createIdentity),
                Route.of("GET", "identities/{}", this::identity),
                Route.of("GET", "configuration-sets", this::configurationSets),
                Route.of("GET", "configuration-sets/{}", this::configurationSet),
                Route.of("GET", "configuration-sets/{}/event-destinations", this::eventDestinations),
                Route.of("GET", "templates", this::templates),
                Route.of("GET", "templates/{}", this::template),
                Route.of("POST", "templates/{}/render", this::render),
                Route.of("GET", "suppression/addresses", this::suppressed),
                Route.of("PUT", "suppression/addresses", this::suppress),
                Route.of("GET", "suppression/addresses/{}", this::suppressedAddress),
                Route.of("DELETE", "suppression/addresses/{}", this::unsuppress));
    }

    private SesRegion region(AwsRequest request, String action, String resource) {
        var arn = resource.equals("*") ? resource : store.arn(request.region(), resource);
        authorizer.require(AccessRequest.of(request.caller(), "ses:" + action, arn));
        return store.region(request.region());
    }

    private JsonNode account(AwsRequest request, String name, JsonNode input) {
        region(request, "GetAccount", "*");
        var output = NODES.objectNode()
                .put("DedicatedIpAutoWarmupEnabled", false)
                .put("EnforcementStatus", "HEALTHY")
                .put("ProductionAccessEnabled", !guard.sandbox())
                .put("SendingEnabled", true);
        output.putObject("SendQuota")
                .put("Max24HourSend", (double) guard.quota())
                .put("MaxSendRate", guard.sandbox() ? 1.0 : 14.0)
                .put("SentLast24Hours", (double) postman.meter(request.region()).sentInADay());
        output.putObject("SuppressionAttributes")
                .putArray("SuppressedReasons")
                .add("BOUNCE")
                .add("COMPLAINT");
        return output;
    }

    private JsonNode identities(AwsRequest request, String name, JsonNode input) {
        var output = NODES.objectNode();
        var list = output.putArray("EmailIdentities");
        region(request, "ListEmailIdentities", "*").identities().values().forEach(identity -> list.addObject()
                .put("IdentityType", identity.type())
                .put("IdentityName", identity.name())
                .put("SendingEnabled", true)
                .put("VerificationStatus", "SUCCESS"));
        return output;
    }

    private JsonNode createIdentity(AwsRequest request, String name, JsonNode input) {
        var identity = WireValues.text(input, "EmailIdentity")
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> SesErrors.badRequest("Missing required parameter EmailIdentity"));
        var region = region(request, "CreateEmailIdentity", "identity/" + identity);
        var made = new Identity(
                identity,
                store.arn(request.region(), "identity/" + identity),
                WireValues.text(input, "ConfigurationSetName"));
        region.identities().put(Identity.normal(identity), made);
        return NODES.objectNode().put("IdentityType", made.type()).put("VerifiedForSendingStatus", true);
    }

    private JsonNode identity(AwsRequest request, String name, JsonNode input) {
        var identity = Optional.ofNullable(region(request, "GetEmailIdentity", "identity/" + name)
                        .identities()
                        .get(Identity.normal(name)))
                .orElseThrow(() -> SesErrors.notFound("Email identity " + name + " does not exist."));
        var output = NODES.objectNode()
                .put("IdentityType", identity.type())
                .put("FeedbackForwardingStatus", true)
                .put("VerifiedForSendingStatus", true)
                .put("VerificationStatus", "SUCCESS");
        identity.configurationSet().ifPresent(set -> output.put("ConfigurationSetName", set));
        return output;
    }

    private JsonNode configurationSets(AwsRequest request, String name, JsonNode input) {
        var output = NODES.objectNode();
        var list = output.putArray("ConfigurationSets");
        region(request, "ListConfigurationSets", "*")
                .configurationSets()
                .keySet()
                .forEach(list::add);
        return output;
    }

    private ConfigurationSet set(AwsRequest request, String action, String name) {
        return region(request, action, "configuration-set/" + name).requireConfigurationSet(name);
    }

    private JsonNode configurationSet(AwsRequest request, String name, JsonNode input) {
        var set = set(request, "GetConfigurationSet", name);
        var output = NODES.objectNode().put("ConfigurationSetName", set.name());
        output.putObject("SendingOptions").put("SendingEnabled", set.sendingEnabled());
        set.suppressedReasons().ifPresent(reasons -> {
            var list = output.putObject("SuppressionOptions").putArray("SuppressedReasons");
            reasons.forEach(list::add);
        });
        return output;
    }

    private JsonNode eventDestinations(AwsRequest request, String name, JsonNode input) {
        var output = NODES.objectNode();
        var list = output.putArray("EventDestinations");
        set(request, "GetConfigurationSetEventDestinations", name)
                .destinations()
                .values()
                .forEach(destination -> describe(list.addObject(), destination));
        return output;
    }

    private static void describe(ObjectNode node, EventDestination destination) {
        node.put("Name", destination.name()).put("Enabled", destination.enabled());
        var types = node.putArray("MatchingEventTypes");
        destination.types().stream().sorted().forEach(type -> types.add(type.name()));
        destination
                .topicArn()
                .ifPresentOrElse(topic -> node.putObject("SnsDestination").put("TopicArn", topic), () -> {
                    var list = node.putObject("CloudWatchDestination").putArray("DimensionConfigurations");
                    destination.dimensions().forEach(dimension -> list.addObject()
                            .put("DimensionName", dimension.name())
                            .put("DimensionValueSource", dimension.source())
                            .put("DefaultDimensionValue", dimension.defaultValue()));
                });
    }

    private JsonNode templates(AwsRequest request, String name, JsonNode input) {
        var output = NODES.objectNode();
        var list = output.putArray("TemplatesMetadata");
        region(request, "ListEmailTemplates", "*").templates().keySet().forEach(template -> list.addObject()
                .put("TemplateName", template));
        return output;
    }

    private JsonNode template(AwsRequest request, String name, JsonNode input) {
        var template = region(request, "GetEmailTemplate", "template/" + name).requireTemplate(name);
        var output = NODES.objectNode().put("TemplateName", name);
        output.putObject("TemplateContent")
                .put("Subject", template.subject())
                .put("Html", template.html())
                .put("Text", template.text());
        return output;
    }

    private JsonNode render(AwsRequest request, String name, JsonNode input) {
        var template =
                region(request, "TestRenderEmailTemplate", "template/" + name).requireTemplate(name);
        var data = TemplateData.parse(WireValues.text(input, "TemplateData").orElse("{}"));
        try {
            return NODES.objectNode()
                    .put(
                            "RenderedTemplate",
                            "Subject: %s\n\n%s\n\n%s"
                                    .formatted(
                                            Template.render(template.subject(), data),
                                            Template.render(template.text(), data),
                                            Template.render(template.html(), data)));
        } catch (Template.RenderingException e) {
            throw SesErrors.badRequest(e.getMessage());
        }
    }

    private JsonNode suppressed(AwsRequest request, String name, JsonNode input) {
        var output = NODES.objectNode();
        var list = output.putArray("SuppressedDestinationSummaries");
        region(request, "ListSuppressedDestinations", "*")
                .suppressed()
                .values()
                .forEach(entry -> describe(list.addObject(), entry));
        return output;
    }

    private JsonNode suppress(AwsRequest request, String name, JsonNode input) {
        var email =
                Address.parse(WireValues.text(input, "EmailAddress").orElse("")).email();
        var reason = WireValues.text(input, "Reason").orElse("");
        if (!List.of("BOUNCE", "COMPLAINT").contains(reason)) {
            throw SesErrors.badRequest("Reason must be BOUNCE or COMPLAINT, not '" + reason + "'");
        }
        region(request, "PutSuppressedDestination", "*")
                .suppressed()
                .put(
                        Identity.normal(email),
                        new SesRegion.Suppressed(
                                email, reason, store.context().clock().instant()));
        return NODES.objectNode();
    }

    private JsonNode suppressedAddress(AwsRequest request, String name, JsonNode input) {
        var entry = Optional.ofNullable(region(request, "GetSuppressedDestination", "*")
                        .suppressed()
                        .get(Identity.normal(name)))
                .orElseThrow(() -> SesErrors.notFound("Email address does not exist on your suppression list."));
        var output = NODES.objectNode();
        describe(output.putObject("SuppressedDestination"), entry);
        return output;
    }

    private JsonNode unsuppress(AwsRequest request, String name, JsonNode input) {
        if (region(request, "DeleteSuppressedDestination", "*").suppressed().remove(Identity.normal(name)) == null) {
            throw SesErrors.notFound("Email address does not exist on your suppression list.");
        }
        return NODES.objectNode();
    }

    private static void describe(ObjectNode node, SesRegion.Suppressed entry) {
        node.put("EmailAddress", entry.email())
                .put("Reason", entry.reason())
                .put("LastUpdateTime", entry.since().toEpochMilli() / 1000.0);
    }
}

package dev.quartet.local.ses;

import dev.quartet.local.aws.WireValues;
import dev.quartet.local.ses.Outgoing.Content;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of <a href="https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html">SendEmail</a> and of
 * SendBulkEmail.
 */
final class SendRequests {
    private static final int MOST_RECIPIENTS = 50;

    private SendRequests() {}

    static Outgoing sendEmail(SesRegion region, JsonNode input) {
        var content = input.path("Content");
        var raw =
                content.has("Raw") ? Optional.of(RawMail.parse(data(content.path("Raw")))) : Optional.<RawMail>empty();
        var from = WireValues.text(input, "FromEmailAddress")
                .or(() -> raw.flatMap(RawMail::from))
                .orElseThrow(() -> SesErrors.badRequest("Missing required parameter FromEmailAddress"));
        var to = recipients(input.path("Destination"));
        if (to.isEmpty()) {
            raw.ifPresent(mail -> mail.recipients().forEach(address -> to.add(Address.parse(address))));
        }
        return outgoing(
                Address.parse(from),
                to,
                raw.<Content>map(mail -> new Outgoing.Raw(mail.subject(), mail.body()))
                        .orElseGet(() -> content(region, content)),
                input,
                tags(input.path("EmailTags")));
    }

    /** Returns one mail for each entry, which may replace parts of the default template's data. */
    static List<Outgoing> sendBulkEmail(SesRegion region, JsonNode input) {
        var from = Address.parse(WireValues.text(input, "FromEmailAddress")
                .orElseThrow(() -> SesErrors.badRequest("Missing required parameter FromEmailAddress")));
        var common = input.path("DefaultContent").path("Template");
        if (common.isMissingNode()) {
            throw SesErrors.badRequest("DefaultContent must have a Template");
        }
        var result = new ArrayList<Outgoing>();
        for (var entry : input.path("BulkEmailEntries")) {
            var data = WireValues.text(
                            entry.path("ReplacementEmailContent").path("ReplacementTemplate"),
                            "ReplacementTemplateData")
                    .orElse("{}");
            var tags = new LinkedHashMap<>(tags(input.path("DefaultEmailTags")));
            tags.putAll(tags(entry.path("ReplacementTags")));
            var merged =
                    TemplateData.merge(WireValues.text(common, "TemplateData").orElse("{}"), data);
            result.add(outgoing(
                    from, recipients(entry.path("Destination")), templated(region, common, merged), input, tags));
        }
        if (result.isEmpty() || result.size() > MOST_RECIPIENTS) {
            throw SesErrors.badRequest("BulkEmailEntries must have 1 to 50 members, not " + result.size());
        }
        return result;
    }

    private static Outgoing outgoing(
            Address from, List<Address> to, Content content, JsonNode input, Map<String, String> tags) {
        if (to.isEmpty() || to.size() > MOST_RECIPIENTS) {
            throw SesErrors.badRequest(
                    to.isEmpty() ? "Missing required parameter Destination" : "Recipient count exceeds 50.");
        }
        return new Outgoing(from, to, content, WireValues.text(input, "ConfigurationSetName"), tags);
    }

    private static Content content(SesRegion region, JsonNode content) {
        if (content.has("Template")) {
            var template = content.path("Template");
            return templated(
                    region, template, WireValues.text(template, "TemplateData").orElse("{}"));
        }
        if (content.has("Simple")) {
            var simple = content.path("Simple");
            var body = simple.path("Body");
            return new Outgoing.Simple(
                    simple.path("Subject").path("Data").asString(""),
                    body.path("Text").path("Data").asString(""),
                    WireValues.text(body.path("Html"), "Data"));
        }
        throw SesErrors.badRequest("Content must have one of Simple, Raw and Template");
    }

    private static Content templated(SesRegion region, JsonNode template, String data) {
        TemplateData.parse(data);
        var inline = template.path("TemplateContent");
        if (inline.isObject()) {
            return new Outgoing.Templated(
                    new MailTemplate(
                            "",
                            inline.path("Subject").asString(""),
                            inline.path("Html").asString(""),
                            inline.path("Text").asString("")),
                    false,
                    data);
        }
        var arn = WireValues.text(template, "TemplateArn").orElse("");
        var name = WireValues.text(template, "TemplateName").orElse(arn.substring(arn.lastIndexOf('/') + 1));
        return new Outgoing.Templated(region.requireTemplate(name), true, data);
    }

    private static List<Address> recipients(JsonNode destination) {
        var result = new ArrayList<Address>();
        for (var kind : new String[] {"ToAddresses", "CcAddresses", "BccAddresses"}) {
            destination.path(kind).forEach(address -> result.add(Address.parse(address.asString(""))));
        }
        return result;
    }

    private static Map<String, String> tags(JsonNode list) {
        var result = new LinkedHashMap<String, String>();
        for (var tag : list) {
            var name = tag.path("Name").asString("");
            var value = tag.path("Value").asString("");
            if (!name.matches("[A-Za-z0-9_-]{1,256}") || !value.matches("[A-Za-z0-9_.@-]{1,256}")) {
                throw SesErrors.badRequest(
                        "Invalid tag %s=%s: alphanumeric ASCII, '_' and '-' only (values also '.' and '@'), 1 to 256 in length"
                                .formatted(name, value));
            }
            result.put(name, value);
        }
        return result;
    }

    private static String data(JsonNode raw) {
        try {
            return new String(Base64.getDecoder().decode(raw.path("Data").asString("")), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw SesErrors.badRequest("Content.Raw.Data is not Base64");
        }
    }
}

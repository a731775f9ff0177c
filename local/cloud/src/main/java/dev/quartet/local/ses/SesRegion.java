package dev.quartet.local.ses;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** What SES knows in one region. Thread-safe. */
final class SesRegion {
    /** Why an address gets no mail any more. */
    record Suppressed(String email, String reason, Instant since) {}

    private final String name;
    private final Map<String, Identity> identities = new ConcurrentSkipListMap<>();
    private final Map<String, ConfigurationSet> configurationSets = new ConcurrentSkipListMap<>();
    private final Map<String, MailTemplate> templates = new ConcurrentSkipListMap<>();
    private final Map<String, Suppressed> suppressed = new ConcurrentSkipListMap<>();

    SesRegion(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    Map<String, Identity> identities() {
        return identities;
    }

    Map<String, ConfigurationSet> configurationSets() {
        return configurationSets;
    }

    Map<String, MailTemplate> templates() {
        return templates;
    }

    Map<String, Suppressed> suppressed() {
        return suppressed;
    }

    /** Returns the identity that {@code address} counts as: its own, else its domain's or a parent's. */
    Optional<Identity> identityOf(Address address) {
        var own = identities.get(Identity.normal(address.email()));
        if (own != null) {
            return Optional.of(own);
        }
        for (var domain = address.domain(); domain.contains("."); domain = domain.substring(domain.indexOf('.') + 1)) {
            var identity = identities.get(domain);
            if (identity != null) {
                return Optional.of(identity);
            }
        }
        return Optional.empty();
    }

    ConfigurationSet requireConfigurationSet(String setName) {
        var set = configurationSets.get(setName);
        if (set == null) {
            throw SesErrors.notFound("Configuration set <" + setName + "> does not exist.");
        }
        return set;
    }

    MailTemplate requireTemplate(String templateName) {
        var template = templates.get(templateName);
        if (template == null) {
            throw SesErrors.notFound("Template " + templateName + " does not exist.");
        }
        return template;
    }
}

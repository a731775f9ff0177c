package dev.quartet.local.ses;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides if a mail may be sent: IAM, verified identities, the sandbox, the quota. Thread-safe. */
final class MailGuard {
    private static final int QUOTA_IN_SANDBOX = 200;
    private static final int QUOTA = 50_000;

    private final SesStore store;
    private final Authorizer authorizer;
    private final boolean sandbox;

    MailGuard(SesStore store, Authorizer authorizer, boolean sandbox) {
        this.store = store;
        this.authorizer = authorizer;
        this.sandbox = sandbox;
    }

    boolean sandbox() {
        return sandbox;
    }

    /** Returns how many recipients a day. */
    int quota() {
        return sandbox ? QUOTA_IN_SANDBOX : QUOTA;
    }

    /** Returns the configuration set that applies; throws when the mail may not be sent. */
    Optional<ConfigurationSet> admit(AwsRequest request, Outgoing mail, int sentInADay) {
        var region = store.region(request.region());
        var identity = region.identityOf(mail.from());
        var setName = mail.configurationSet().or(() -> identity.flatMap(Identity::configurationSet));
        authorize(request, mail, identity, mail.configurationSet());
        var set = setName.map(region::requireConfigurationSet);
        set.filter(known -> !known.sendingEnabled()).ifPresent(paused -> {
            throw new AwsException(
                    "SendingPausedException", 400, "Sending is paused for configuration set " + paused.name());
        });
        var unverified = new LinkedHashSet<String>();
        if (identity.isEmpty()) {
            unverified.add(mail.from().email());
        }
        if (sandbox) {
            mail.to().stream()
                    .filter(to -> !to.simulator() && region.identityOf(to).isEmpty())
                    .forEach(to -> unverified.add(to.email()));
        }
        if (!unverified.isEmpty()) {
            throw SesErrors.rejected(
                    "Email address is not verified. The following identities failed the check in region %s: %s"
                            .formatted(
                                    request.region().toUpperCase(java.util.Locale.ROOT),
                                    String.join(", ", unverified)));
        }
        if (sentInADay >= quota()) {
            throw new AwsException("LimitExceededException", 400, "Daily message quota exceeded.");
        }
        return set;
    }

    private void authorize(
            AwsRequest request, Outgoing mail, Optional<Identity> identity, Optional<String> configurationSet) {
        var context = Map.of(
                "ses:FromAddress",
                mail.from().email(),
                "ses:Recipients",
                AccessRequest.values(mail.to().stream().map(Address::email).collect(Collectors.toList())));
        var resources = new LinkedHashSet<String>();
        resources.add(identity.map(Identity::arn)
                .orElseGet(() ->
                        store.arn(request.region(), "identity/" + mail.from().email())));
        configurationSet.ifPresent(name -> resources.add(store.arn(request.region(), "configuration-set/" + name)));
        if (mail.content() instanceof Outgoing.Templated templated && templated.stored()) {
            resources.add(store.arn(
                    request.region(), "template/" + templated.template().name()));
        }
        for (var action : mail.content().actions()) {
            for (var resource : resources) {
                authorizer.require(new AccessRequest(request.caller(), action, resource, context, Optional.empty()));
            }
        }
    }
}

package dev.quartet.infra.blog;

import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.aws.sesv2.EmailIdentity;
import com.pulumi.aws.sesv2.EmailIdentityArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.config.BlogSettings;
import dev.quartet.infra.config.Domain;
import dev.quartet.infra.core.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Who mails come from. A sender under the blog's own domain is proven by DKIM records in its zone; any other address by
 * the link that SES mails to it.
 *
 * @see <a href="https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html">AWS</a>
 */
final class MailSender {
    private static final int DKIM_TOKENS = 3;

    private final EmailIdentity identity;

    MailSender(Resource parent, Scope scope, Output<String> configurationSet) {
        BlogSettings settings = scope.settings().blog().orElseThrow();
        String address = settings.mailFrom();
        String host = address.substring(address.indexOf('@') + 1);
        Optional<Domain> own =
                settings.domain().filter(domain -> host.equals(domain.name()) || host.endsWith("." + domain.name()));
        this.identity = new EmailIdentity(
                "sender",
                EmailIdentityArgs.builder()
                        .emailIdentity(own.isPresent() ? host : address)
                        .configurationSetName(configurationSet)
                        .build(),
                Scope.in(parent));
        own.ifPresent(domain -> addDkim(parent, domain, host));
    }

    private void addDkim(Resource parent, Domain domain, String host) {
        Output<List<String>> tokens = identity.dkimSigningAttributes().applyValue(dkim -> dkim.tokens());
        for (int i = 0; i < DKIM_TOKENS; i++) {
            int index = i;
            Output<String> token = tokens.applyValue(known -> known.get(Math.min(index, known.size() - 1)));
            new Record(
                    "dkim-" + (i + 1),
                    RecordArgs.builder()
                            .zoneId(domain.hostedZoneId())
                            .name(token.applyValue(t -> t + "._domainkey." + host))
                            .type("CNAME")
                            .ttl(1800)
                            .records(Output.all(token.applyValue(t -> t + ".dkim.amazonses.com")))
                            .build(),
                    Scope.in(parent));
        }
    }

    Output<String> identityArn() {
        return identity.arn();
    }
}

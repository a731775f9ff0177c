package dev.quartet.infra.core;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.inputs.GetCallerIdentityArgs;
import com.pulumi.aws.inputs.ProviderDefaultTagsArgs;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import dev.quartet.infra.config.Settings;
import java.util.Map;

/** Makes the scopes of one stack: one provider for each architecture and region, as default tags belong to a provider. */
public final class Scopes {
    /** Where CloudFront's certificates, firewalls, metrics and log delivery live, whatever the stack's region. */
    public static final String EDGE_REGION = "us-east-1";

    private final Settings settings;
    private final Names names;
    private final Provider shared;
    private final Output<String> accountId;
    private final Tally tally = new Tally();

    public Scopes(Settings settings) {
        this.settings = settings;
        this.names = new Names(settings.stack(), settings.region());
        this.shared = provider("shared", "shared", settings.region());
        this.accountId = AwsFunctions.getCallerIdentity(
                        GetCallerIdentityArgs.Empty,
                        InvokeOptions.builder().provider(shared).build())
                .applyValue(identity -> identity.accountId());
    }

    /** Returns the scope of what the architectures share. */
    public Scope shared() {
        return new Scope(settings, names, accountId, shared, tally);
    }

    /** Returns the scope of one architecture. */
    public Scope of(String architecture) {
        return new Scope(settings, names, accountId, provider(architecture, architecture, settings.region()), tally);
    }

    /** Returns the scope of what an architecture has in us-east-1. */
    public Scope edge(String architecture) {
        Provider provider = provider(architecture + "-edge", architecture, EDGE_REGION);
        return new Scope(settings, new Names(settings.stack(), EDGE_REGION), accountId, provider, tally);
    }

    /** Returns the scope of what an architecture has in another region. */
    public Scope in(String architecture, String region) {
        Provider provider = provider(architecture + "-" + region, architecture, region);
        return new Scope(settings, new Names(settings.stack(), region), accountId, provider, tally);
    }

    private Provider provider(String name, String architecture, String region) {
        return new Provider(
                "aws-" + name,
                ProviderArgs.builder()
                        .region(region)
                        .defaultTags(ProviderDefaultTagsArgs.builder()
                                .tags(Map.of("quartet:stack", settings.stack(), "quartet:architecture", architecture))
                                .build())
                        .build());
    }
}

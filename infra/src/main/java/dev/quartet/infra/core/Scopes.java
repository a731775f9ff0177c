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

/** Makes the scopes of one stack: one provider for each architecture, as default tags belong to a provider. */
public final class Scopes {
    private final Settings settings;
    private final Names names;
    private final Provider shared;
    private final Output<String> accountId;

    public Scopes(Settings settings) {
        this.settings = settings;
        this.names = new Names(settings.stack(), settings.region());
        this.shared = provider("shared");
        this.accountId = AwsFunctions.getCallerIdentity(
                        GetCallerIdentityArgs.Empty,
                        InvokeOptions.builder().provider(shared).build())
                .applyValue(identity -> identity.accountId());
    }

    /** Returns the scope of what the architectures share. */
    public Scope shared() {
        return new Scope(settings, names, accountId, shared);
    }

    /** Returns the scope of one architecture. */
    public Scope of(String architecture) {
        return new Scope(settings, names, accountId, provider(architecture));
    }

    private Provider provider(String architecture) {
        return new Provider(
                "aws-" + architecture,
                ProviderArgs.builder()
                        .region(settings.region())
                        .defaultTags(ProviderDefaultTagsArgs.builder()
                                .tags(Map.of("quartet:stack", settings.stack(), "quartet:architecture", architecture))
                                .build())
                        .build());
    }
}

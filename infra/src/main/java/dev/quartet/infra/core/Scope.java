package dev.quartet.infra.core;

import com.pulumi.aws.Provider;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.quartet.infra.config.Settings;
import java.util.List;

/** What a part of the stack is built with: settings, names, account, the provider whose default tags it bears, and the tally. */
public record Scope(Settings settings, Names names, Output<String> accountId, Provider provider, Tally tally) {
    /** Returns options of a top-level component. */
    public ComponentResourceOptions top() {
        return ComponentResourceOptions.builder().provider(provider).build();
    }

    /** Returns options of a component inside another. */
    public static ComponentResourceOptions component(Resource parent) {
        return ComponentResourceOptions.builder().parent(parent).build();
    }

    /** Returns options of a resource inside a component. */
    public static CustomResourceOptions in(Resource parent) {
        return CustomResourceOptions.builder().parent(parent).build();
    }

    /** Returns options of a resource inside a component that must wait for others which none of its inputs names. */
    public static CustomResourceOptions in(Resource parent, List<? extends Resource> after) {
        return CustomResourceOptions.builder()
                .parent(parent)
                .dependsOn(List.copyOf(after))
                .build();
    }

    /** Returns options of a component inside another whose resources live where this scope is, not where the parent is. */
    public ComponentResourceOptions elsewhere(Resource parent) {
        return ComponentResourceOptions.builder()
                .parent(parent)
                .provider(provider)
                .build();
    }

    /** Returns the region that the scope's resources live in. */
    public String region() {
        return names.region();
    }

    /** Returns an ARN of this region and account. */
    public Output<String> arn(String service, String resource) {
        return accountId.applyValue(account -> "arn:aws:" + service + ":" + region() + ":" + account + ":" + resource);
    }
}

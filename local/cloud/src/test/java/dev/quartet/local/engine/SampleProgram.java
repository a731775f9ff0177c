package dev.quartet.local.engine;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.asset.FileAsset;
import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.inputs.ProviderDefaultTagsArgs;
import com.pulumi.aws.s3.BucketObjectv2;
import com.pulumi.aws.s3.BucketObjectv2Args;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.ssm.Parameter;
import com.pulumi.aws.ssm.ParameterArgs;
import com.pulumi.core.Alias;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/** A small Pulumi program of the tests, run as a process of its own. */
public final class SampleProgram {
    private SampleProgram() {}

    public static void main(String[] arguments) {
        Pulumi.run(SampleProgram::stack);
    }

    private static void stack(Context context) {
        System.out.println("hello from the program");
        context.log().info("the program logs");
        var config = context.config();
        if (config.getBoolean("broken").orElse(false)) {
            throw new IllegalStateException("broken on purpose");
        }
        var edge = new Provider(
                "edge",
                ProviderArgs.builder()
                        .region("us-east-1")
                        .defaultTags(ProviderDefaultTagsArgs.builder()
                                .tags(Map.of("team", "edge"))
                                .build())
                        .build());
        var site = new Site("site", null);
        var bucket = new BucketV2(
                "pages",
                BucketV2Args.builder().tags(Map.of("own", "yes")).build(),
                CustomResourceOptions.builder()
                        .parent(site)
                        .provider(edge)
                        .protect(true)
                        .aliases(Alias.builder().name("old-pages").build())
                        .build());
        new BucketObjectv2(
                "page",
                BucketObjectv2Args.builder()
                        .bucket(bucket.bucket())
                        .key("index.html")
                        .source(new FileAsset("page.html"))
                        .build());
        var secret = new Parameter(
                "secret",
                ParameterArgs.builder()
                        .type("SecureString")
                        .value(config.requireSecret("password"))
                        .description(bucket.arn().applyValue(arn -> "{\"arn\":\"" + arn + "\"}"))
                        .build());
        for (int i = 0; i < config.getInteger("topics").orElse(0); i++) {
            new Topic("topic-" + i);
        }
        context.export("bucket", bucket.bucket());
        context.export("arn", bucket.arn());
        context.export("password", secret.value());
        context.export("account", AwsFunctions.getCallerIdentity().applyValue(identity -> identity.accountId()));
        context.export("nested", Output.of(Map.of("list", java.util.List.of(1, 2))));
    }

    private static final class Site extends ComponentResource {
        Site(String name, ComponentResourceOptions options) {
            super("test:web:Site", name, options);
            registerOutputs(Map.of());
        }
    }
}

package dev.quartet.local.cloudfront.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.Caller;
import dev.quartet.local.core.ProvisionException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.CloudFrontException;
import software.amazon.awssdk.services.cloudfront.model.NoSuchDistributionException;
import software.amazon.awssdk.services.cloudfront.model.NoSuchInvalidationException;

/** CloudFront's API by AWS's own client, and what is refused when it is registered. */
class CloudFrontApiTest {
    @TempDir
    Path folder;

    private EdgeFixture fixture;
    private SiteKit site;
    private CloudFrontClient client;

    @BeforeEach
    void start() throws Exception {
        fixture = new EdgeFixture(folder);
        site = new SiteKit(fixture);
        client = CloudFrontClient.builder()
                .endpointOverride(fixture.endpoint())
                .region(Region.AWS_GLOBAL)
                .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTEST", "secret")))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        fixture.close();
    }

    @Test
    void invalidation_shouldMakeTheEdgeAskAgain() throws Exception {
        var distribution = site.create(Optional.empty());
        var authority = EdgeFixture.output(distribution, "domainName");
        fixture.get(authority, "/assets/site.css");
        site.put("assets/site.css", "body { color: red }", "text/css");
        assertThat(fixture.get(authority, "/assets/site.css").body()).contains("black");

        var created = client.createInvalidation(request -> request.distributionId(distribution.id())
                .invalidationBatch(batch -> batch.callerReference("one")
                        .paths(paths -> paths.quantity(1).items("/assets/*"))));

        assertThat(fixture.get(authority, "/assets/site.css").body()).contains("red");
        assertThat(created.location())
                .endsWith("/invalidation/" + created.invalidation().id());
        assertThat(created.invalidation().status()).isEqualTo("Completed");
        var found = client.getInvalidation(request -> request.distributionId(distribution.id())
                .id(created.invalidation().id()));
        assertThat(found.invalidation().invalidationBatch().paths().items()).containsExactly("/assets/*");
        assertThat(client.listInvalidations(request -> request.distributionId(distribution.id()))
                        .invalidationList()
                        .items())
                .singleElement()
                .satisfies(item ->
                        assertThat(item.id()).isEqualTo(created.invalidation().id()));
    }

    @Test
    void invalidations_shouldBeTheNewest_theNewestFirst() {
        var distribution = site.create(Optional.empty());
        for (int i = 0; i <= Edge.MOST_INVALIDATIONS; i++) {
            int number = i;
            client.createInvalidation(request -> request.distributionId(distribution.id())
                    .invalidationBatch(batch -> batch.callerReference("call " + number)
                            .paths(paths -> paths.quantity(1).items("/page-" + number))));
        }
        var listed = client.listInvalidations(request -> request.distributionId(distribution.id()))
                .invalidationList()
                .items();
        assertThat(listed).hasSize(Edge.MOST_INVALIDATIONS);
        assertThat(client.getInvalidation(request -> request.distributionId(distribution.id())
                                .id(listed.getFirst().id()))
                        .invalidation()
                        .invalidationBatch()
                        .callerReference())
                .isEqualTo("call " + Edge.MOST_INVALIDATIONS);
    }

    @Test
    void distribution_shouldBeTold() {
        var distribution = site.create(Optional.empty());

        var told =
                client.getDistribution(request -> request.id(distribution.id())).distribution();
        var listed = client.listDistributions().distributionList();

        assertThat(told.domainName()).isEqualTo(EdgeFixture.output(distribution, "domainName"));
        assertThat(told.arn()).isEqualTo(EdgeFixture.output(distribution, "arn"));
        assertThat(told.distributionConfig().origins().items())
                .singleElement()
                .satisfies(origin -> assertThat(origin.originAccessControlId()).isNotEmpty());
        assertThat(told.distributionConfig().enabled()).isTrue();
        assertThat(listed.items()).singleElement().satisfies(item -> assertThat(item.id())
                .isEqualTo(distribution.id()));
    }

    @Test
    void whatIsNotThere_shouldBeSaidInAwssWords() {
        var distribution = site.create(Optional.empty());

        assertThatThrownBy(() -> client.getDistribution(request -> request.id("ENOTHERE")))
                .isInstanceOf(NoSuchDistributionException.class);
        assertThatThrownBy(() -> client.getInvalidation(
                        request -> request.distributionId(distribution.id()).id("INOTHERE")))
                .isInstanceOf(NoSuchInvalidationException.class);
        assertThatThrownBy(() -> client.createInvalidation(request -> request.distributionId(distribution.id())
                        .invalidationBatch(batch -> batch.callerReference("two")
                                .paths(paths -> paths.quantity(1).items("/a*b")))))
                .isInstanceOfSatisfying(
                        CloudFrontException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidArgument"));
    }

    @Test
    void roleWithoutTheRight_shouldBeDenied() {
        var distribution = site.create(Optional.empty());
        var arn = "arn:aws:sts::%s:assumed-role/nobody/session".formatted(EdgeFixture.ACCOUNT);
        fixture.caller = new Caller(
                Caller.Kind.ROLE,
                arn,
                Optional.of("arn:aws:iam::%s:role/nobody".formatted(EdgeFixture.ACCOUNT)),
                Optional.empty(),
                Map.of(),
                Optional.empty());

        assertThatThrownBy(() -> client.createInvalidation(request -> request.distributionId(distribution.id())
                        .invalidationBatch(batch -> batch.callerReference("three")
                                .paths(paths -> paths.quantity(1).items("/*")))))
                .isInstanceOfSatisfying(CloudFrontException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(403);
                    assertThat(e.getMessage()).contains("cloudfront:CreateInvalidation", distribution.id());
                });
    }

    @Test
    void whatCloudFrontRefuses_shouldBeRefusedAtCreation() {
        site.create(Optional.empty());

        refused(arguments -> arguments.put("aliases", List.of("blog.example")), "InvalidViewerCertificate");
        refused(arguments -> behavior(arguments).put("cachePolicyId", "none"), "NoSuchCachePolicy");
        refused(arguments -> behavior(arguments).put("targetOriginId", "nowhere"), "nowhere");
        refused(arguments -> behavior(arguments).put("allowedMethods", List.of("GET", "POST")), "allowedMethods");
        refused(
                arguments -> behavior(arguments)
                        .put(
                                "functionAssociations",
                                List.of(Map.of("eventType", "viewer-request", "functionArn", "arn:none"))),
                "InvalidFunctionAssociation");
        assertThatThrownBy(() -> site.create(Optional.of("api.example:443"))).hasMessageContaining("BucketAlready");
        assertThatThrownBy(() -> fixture.provision(
                        "aws:cloudfront/function:Function",
                        "bad",
                        Map.of(
                                "name",
                                "bad",
                                "runtime",
                                "cloudfront-js-2.0",
                                "code",
                                "function handler(",
                                "publish",
                                true)))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("bad");
        assertThatThrownBy(() -> site.cachePolicy("never", 0, 0, 0, "all"))
                .hasMessageContaining("invalid for policy with caching disabled");
        assertThatThrownBy(() -> fixture.provision(
                        "aws:s3/bucketAccelerateConfigurationV2:BucketAccelerateConfigurationV2",
                        "dotted",
                        Map.of("bucket", "a.dotted.bucket", "status", "Enabled")))
                .hasMessageContaining("periods (.)");
        assertThatThrownBy(() -> fixture.provision(
                        "aws:cloudwatch/logDeliverySource:LogDeliverySource",
                        "wrong-region",
                        Map.of("name", "x", "logType", "ACCESS_LOGS", "resourceArn", "arn")))
                .hasMessageContaining("us-east-1");
    }

    private void refused(Consumer<Map<String, Object>> change, String why) {
        var arguments = site.arguments(Optional.empty());
        change.accept(arguments);
        assertThatThrownBy(() -> fixture.provision("aws:cloudfront/distribution:Distribution", "other", arguments))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining(why);
    }

    @SuppressWarnings("unchecked") // as the kit made it
    private static Map<String, Object> behavior(Map<String, Object> arguments) {
        return (HashMap<String, Object>) arguments.get("defaultCacheBehavior");
    }
}

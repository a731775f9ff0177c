package dev.quartet.local.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.recorded.AccountFunctions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class PreviewProvisionerTest {
    private final ResourceCatalog functions = new ResourceCatalog();
    private final PreviewProvisioner provisioner =
            new PreviewProvisioner(new ResourceClasses(getClass().getClassLoader()), functions);

    @Test
    void provision_shouldMakeUpEveryOutputThatIsNoInput() {
        var made = provision("aws:s3/bucketV2:BucketV2", "pages", Map.of("forceDestroy", true));

        assertThat(made.id()).startsWith("pages-id-");
        assertThat(made.outputs())
                .doesNotContainKeys("forceDestroy", "id", "urn")
                .containsKeys("bucket", "bucketRegionalDomainName", "region", "tagsAll");
        assertThat(made.outputs().get("arn"))
                .asString()
                .startsWith("arn:aws:s3:ap-northeast-1:123456789012:pages-arn-");
    }

    @Test
    void provision_shouldMakeUpNestedBlocksNumbersAndUrls() {
        var stage = provision("aws:apigateway/stage:Stage", "live", Map.of());
        var function = provision("aws:lambda/function:Function", "f", Map.of());

        assertThat(stage.outputs().get("invokeUrl")).asString().matches("https://live-invokeurl-[0-9a-f]+\\.example");
        assertThat(stage.outputs().get("accessLogSettings")).isInstanceOf(Map.class);
        assertThat((double) function.outputs().get("sourceCodeSize")).isGreaterThan(1_000_000);
    }

    @Test
    void provision_shouldAddToABlockWhatAwsAdds() {
        var named = provision(
                "aws:apigatewayv2/domainName:DomainName",
                "shop",
                Map.of("domainNameConfiguration", Map.of("endpointType", "REGIONAL")));

        assertThat(named.outputs().get("domainNameConfiguration"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsKeys("targetDomainName", "hostedZoneId")
                .doesNotContainKey("endpointType");
    }

    @Test
    void provision_shouldBeUniqueAndTheSameEachTime() {
        var types = List.of("aws:s3/bucketV2:BucketV2", "aws:dynamodb/table:Table", "aws:sns/topic:Topic");
        var seen = new HashSet<Object>();
        for (var type : types) {
            for (var name : List.of("a", "ab")) {
                var made = provision(type, name, Map.of());
                assertThat(seen.add(made.id())).isTrue();
                assertThat(provision(type, name, Map.of())).isEqualTo(made);
                made.outputs().values().stream()
                        .filter(value -> value instanceof String)
                        .forEach(value ->
                                assertThat(seen.add(value)).as("%s", value).isTrue());
            }
        }
    }

    @Test
    void provision_shouldNameTheType_whenTheProviderHasNoSuchClass() {
        assertThatThrownBy(() -> provision("aws:nowhere/thing:Thing", "x", Map.of()))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("aws:nowhere/thing:Thing");
    }

    @Test
    void call_shouldTellZonesByNameAndId() {
        new AccountFunctions("111122223333", "ap-northeast-1").install(functions);

        var zones =
                provisioner.call("aws:index/getAvailabilityZones:getAvailabilityZones", new Inputs("zones", Map.of()));

        assertThat(zones)
                .containsEntry("names", List.of("ap-northeast-1a", "ap-northeast-1b", "ap-northeast-1c"))
                .containsEntry("zoneIds", List.of("apne1-az1", "apne1-az2", "apne1-az3"));
    }

    private Provisioned provision(String type, String name, Map<String, ?> inputs) {
        return provisioner.provision(new Registration(
                type, name, "urn:" + type + "::" + name, "ap-northeast-1", new Inputs(name, inputs), List.of()));
    }
}

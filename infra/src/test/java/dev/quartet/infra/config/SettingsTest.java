package dev.quartet.infra.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static Settings read(String... keysAndValues) {
        return readStack("dev", keysAndValues);
    }

    private static Settings readStack(String stack, String... keysAndValues) {
        Map<String, String> config =
                new HashMap<>(Map.of("aws:region", "ap-northeast-1", "quartet:mailFrom", "blog@example.com"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Settings.read(
                stack,
                key -> Optional.ofNullable(config.get("quartet:" + key)),
                key -> Optional.ofNullable(config.get("aws:" + key)));
    }

    @Test
    void defaults_areAllArchitecturesAndTheCheapSide() {
        Settings settings = read();
        assertThat(settings.architectures()).containsExactlyInAnyOrder(Architecture.values());
        assertThat(settings.dax().enabled()).isFalse();
        assertThat(settings.retainData()).isFalse();
        assertThat(settings.api().throttleRate()).isEqualTo(200);
        assertThat(settings.operations().monthlyBudgetUsd()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quartet:dax | yes | quartet:dax is 'yes'; allowed: true or false",
                "quartet:daxNodes | 2 | allowed: 1 (development) or 3 to 10",
                "quartet:daxNodes | many | quartet:daxNodes is 'many'; allowed: a whole number from 1 to 10",
                "quartet:daxNodes | 11 | from 1 to 10",
                "quartet:daxNodeType | dax.m1.tiny | allowed: dax.t3.small",
                "quartet:apiCacheSizeGb | 2 | allowed: 0.5, 1.6",
                "quartet:apiThrottleRate | 0 | quartet:apiThrottleRate is '0'",
                "quartet:corsOrigin | app.example.com | allowed: * or one origin",
                "quartet:logRetentionDays | 15 | allowed: 1, 3, 5, 7, 14",
                "quartet:alarmEmails | nobody | allowed: e-mail addresses",
                "quartet:monthlyBudgetUsd | -1 | from 1 to 1000000",
                "quartet:vpcCidr | 10.0.0.0/8 | allowed: an IPv4 block of size /16",
                "quartet:zoneIds | apne1-az1 | allowed: two different zone ids",
                "quartet:zoneIds | [1 | allowed: a list of texts",
                "quartet:architectures | shop | quartet:architectures is 'shop'; allowed: todo",
                "quartet:architectures | [] | at least one of todo",
                "aws:region | tokyo | allowed: an AWS region",
                "quartet:mailFrom | nobody | quartet:mailFrom is 'nobody'; allowed: an e-mail address",
                "quartet:priceClass | PriceClass_300 | allowed: PriceClass_100, PriceClass_200, PriceClass_All",
                "quartet:waf | maybe | quartet:waf is 'maybe'; allowed: true or false",
                "quartet:blogDomain | blog.example.com | quartet:hostedZoneId is ''; allowed: the id of the hosted zone",
                "quartet:hostedZoneId | Z0123456789 | quartet:hostedZoneId is 'Z0123456789'; allowed: with quartet:blogDomain or quartet:domain",
                "quartet:blogDomain | https://a.b | allowed: a host name such as",
                "quartet:replicaRegions | ap-northeast-1 | allowed: other regions than ap-northeast-1, each once",
                "quartet:replicaRegions | us-west-2,us-west-2 | each once",
                "quartet:replicaRegions | oregon | quartet:replicaRegions is '[oregon]'",
                "quartet:waitForDeployment | 1 | allowed: true or false",
                "quartet:domain | shop.example.com | quartet:hostedZoneId is ''; allowed: the id of the hosted zone",
                "quartet:domain | shop | quartet:domain is 'shop'; allowed: a host name such as shop.example.com",
                "quartet:stream | kafka | quartet:stream is 'kafka'; allowed: provisioned, onDemand",
                "quartet:streamShards | 0 | quartet:streamShards is '0'; allowed: a whole number from 1 to 200",
                "quartet:streamBatchWindowSeconds | 301 | from 0 to 300",
                "quartet:streamParallelization | 11 | from 1 to 10",
                "quartet:updatesInstanceType | t3.micro | allowed: t4g.micro, t4g.small",
                "quartet:updatesMinInstances | 0 | from 1 to 100",
                "quartet:updatesMaxInstances | none | quartet:updatesMaxInstances is 'none'; allowed: a whole number",
                "quartet:updatesRequestsPerTarget | 0 | from 1 to 1000000",
                "quartet:updatesOriginShield | on | allowed: true or false",
                "quartet:ssm | 1 | quartet:ssm is '1'; allowed: true or false",
                "quartet:dashboard | yes | quartet:dashboard is 'yes'; allowed: true or false",
                "quartet:dashboard | true | quartet:dashboard is 'true' and quartet:domain is absent; set it and quartet:hostedZoneId",
                "quartet:dashboardTasks | 2 | quartet:dashboardTasks is '2'; allowed: with quartet:dashboard true alone",
                "quartet:canary | orders-api | quartet:canary is 'orders-api'; allowed: a list of {function: orders-api",
                "quartet:canary | [{\"function\":\"a\",\"stable\":\"$LATEST\",\"weight\":1}] | stable is a published",
                "quartet:canary | [{\"function\":\"a\",\"stable\":\"1\",\"weight\":100}] | from 0 (roll back) to 99",
                "quartet:canary | [{\"function\":\"a\",\"stable\":\"1\"}] | quartet:canary is '{function=a, stable=1}'",
            })
    void badValue_isRefused_namingKeyValueAndWhatIsAllowed(String key, String value, String message) {
        assertThatThrownBy(() -> read(key, value))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void dashboard_needsANameOfTheInternet_andAnImage() {
        String[] named = {
            "quartet:dashboard", "true", "quartet:domain", "shop.example.com", "quartet:hostedZoneId", "Z1"
        };
        assertThatThrownBy(() -> read(named))
                .hasMessageContaining("quartet:dashboardImage is absent")
                .hasMessageContaining("@sha256:");
        assertThatThrownBy(() -> read(
                        "quartet:dashboard",
                        "true",
                        "quartet:domain",
                        "quartet.localhost",
                        "quartet:hostedZoneId",
                        "Z1"))
                .hasMessageContaining(
                        "quartet:dashboard is 'true'; allowed: false where quartet:domain is quartet.localhost")
                .hasMessageContaining("./quartet up starts the dashboard itself");
        assertThat(dashboard("ghcr.io/acme/dashboard:1.2").repository()).isEmpty();
        DashboardSettings pinned =
                dashboard("123456789012.dkr.ecr.eu-west-1.amazonaws.com/a/b@sha256:" + "0f".repeat(32));
        assertThat(pinned.processor()).isEqualTo("arm64");
        assertThat(pinned.url()).isEqualTo("https://dashboard.shop.example.com");
        assertThat(pinned.repository().orElseThrow().arn())
                .isEqualTo("arn:aws:ecr:eu-west-1:123456789012:repository/a/b");
        assertThatThrownBy(() -> dashboard("ghcr.io/acme/dashboard"))
                .hasMessageContaining(
                        "quartet:dashboardImage is 'ghcr.io/acme/dashboard'; allowed: an image with a tag");
        assertThatThrownBy(() -> dashboard("localhost:5000/dashboard"))
                .hasMessageContaining("allowed: an image with a tag");
    }

    private static DashboardSettings dashboard(String image) {
        return read(
                        "quartet:dashboard",
                        "true",
                        "quartet:domain",
                        "shop.example.com",
                        "quartet:hostedZoneId",
                        "Z1",
                        "quartet:dashboardImage",
                        image)
                .dashboard()
                .orElseThrow();
    }

    @Test
    void blog_needsASender_otherArchitecturesDoNot() {
        assertThatThrownBy(() -> read("quartet:mailFrom", "", "quartet:architectures", "blog"))
                .hasMessageContaining("quartet:mailFrom is absent")
                .hasMessageContaining("pulumi config set quartet:mailFrom");
        assertThat(read("quartet:mailFrom", "", "quartet:architectures", "todo").blog())
                .isEmpty();
    }

    @Test
    void blog_isOffTheDearSide() {
        BlogSettings blog = read().blog().orElseThrow();
        assertThat(blog.waf()).isFalse();
        assertThat(blog.replicaRegions()).isEmpty();
        assertThat(blog.domain()).isEmpty();
        assertThat(blog.priceClass()).isEqualTo("PriceClass_200");
    }

    @Test
    void services_haveOneShard_noDomain_andNoCanary() {
        ServicesSettings services = read().services().orElseThrow();
        assertThat(services).isEqualTo(new ServicesSettings(Optional.empty(), false, 1, 0, 1));
        assertThat(read().canaries()).isEmpty();
        assertThat(read("quartet:stream", "onDemand").services().orElseThrow().streamOnDemand())
                .isTrue();
        assertThatThrownBy(() -> read("quartet:stream", "onDemand", "quartet:streamShards", "2"))
                .hasMessageContaining("quartet:streamShards is '2'; allowed: left out with quartet:stream onDemand");
    }

    @Test
    void updates_haveOneSmallInstance_andNoNameOnThisMachine() {
        UpdatesSettings updates = read().updates().orElseThrow();
        assertThat(updates)
                .isEqualTo(new UpdatesSettings(
                        "t4g.micro", 1, 4, 600, false, false, Optional.empty(), "PriceClass_200", true));
        assertThat(read("quartet:architectures", "todo").updates()).isEmpty();
        assertThat(read("quartet:domain", "shop.example.com", "quartet:hostedZoneId", "Z0123456789")
                        .updates()
                        .orElseThrow()
                        .domain())
                .contains(new Domain("updates.shop.example.com", "Z0123456789"));
        assertThat(read("quartet:domain", "quartet.localhost", "quartet:hostedZoneId", "Z0123456789")
                        .updates()
                        .orElseThrow()
                        .domain())
                .isEmpty();
    }

    @Test
    void updates_areRefused_thatContradictThemselves() {
        assertThatThrownBy(() -> read("quartet:updatesMinInstances", "3", "quartet:updatesMaxInstances", "2"))
                .hasMessageContaining(
                        "quartet:updatesMaxInstances is '2'; allowed: quartet:updatesMinInstances, 3, or");
        assertThat(read("quartet:updatesMinInstances", "6")
                        .updates()
                        .orElseThrow()
                        .maxInstances())
                .isEqualTo(6);
        assertThatThrownBy(() -> read("quartet:updatesOriginShield", "true", "aws:region", "us-west-1"))
                .hasMessageContaining("allowed: false in us-west-1, true in ap-northeast-1");
        assertThat(read("quartet:updatesOriginShield", "true")
                        .updates()
                        .orElseThrow()
                        .originShield())
                .isTrue();
    }

    @Test
    void oneHostedZone_answersForBothDomains() {
        Settings settings = read(
                "quartet:domain",
                "shop.example.com",
                "quartet:blogDomain",
                "blog.example.com",
                "quartet:hostedZoneId",
                "Z0123456789");
        assertThat(settings.services().orElseThrow().domain())
                .contains(new Domain("shop.example.com", "Z0123456789"))
                .map(domain -> domain.sub("orders").name())
                .contains("orders.shop.example.com");
        assertThat(settings.blog().orElseThrow().domain()).contains(new Domain("blog.example.com", "Z0123456789"));
    }

    @Test
    void canaries_nameFunctionsOfTheStack_eachOnce() {
        String one = "{\"function\":\"orders-api\",\"stable\":\"3\",\"weight\":10}";
        Settings settings = read("quartet:canary", "[" + one + "]");
        assertThat(settings.canary("orders-api")).contains(new Canary("orders-api", "3", 10));
        assertThat(settings.canary("catalog-api")).isEmpty();
        assertThatThrownBy(() -> read("quartet:canary", "[" + one + "," + one + "]"))
                .hasMessageContaining("each function once");
        Canary.refuseUnknown(settings.canaries(), Set.of("orders-api"));
        assertThatThrownBy(() -> Canary.refuseUnknown(settings.canaries(), Set.of("catalog-api", "todo-api")))
                .hasMessage("quartet:canary is 'orders-api'; allowed: functions of this stack: catalog-api, todo-api");
    }

    @Test
    void dax_isRefusedWhereAwsHasNone_unlessOverridden() {
        assertThatThrownBy(() -> read("quartet:dax", "true", "aws:region", "ap-northeast-2"))
                .hasMessageContaining("ap-northeast-2")
                .hasMessageContaining("quartet:daxUnlistedRegion");
        assertThat(read("quartet:dax", "true", "aws:region", "ap-northeast-2", "quartet:daxUnlistedRegion", "true")
                        .dax()
                        .enabled())
                .isTrue();
    }

    @Test
    void lists_areYamlListsOrWords() {
        assertThat(read("quartet:zoneIds", "[\"apne1-az1\",\"apne1-az4\"]")
                        .network()
                        .zoneIds())
                .isEqualTo(List.of("apne1-az1", "apne1-az4"));
        assertThat(read("quartet:zoneIds", "apne1-az1, apne1-az4").network().zoneIds())
                .isEqualTo(List.of("apne1-az1", "apne1-az4"));
    }

    @ParameterizedTest
    @CsvSource({"Prod", "a_b", "a--b", "-a", "a-very-long-name", "1a"})
    void stackNames_thatWouldNotDoForADaxCluster_areRefused(String stack) {
        assertThatThrownBy(() -> readStack(stack))
                .hasMessageContaining("'" + stack + "'")
                .hasMessageContaining("12");
    }

    @Test
    void unknownKeys_areRefused() {
        assertThatThrownBy(() -> ProgramConfig.refuseUnknownKeys("{\"quartet:daxNode\":\"3\",\"aws:region\":\"x\"}"))
                .hasMessageContaining("quartet:daxNode is not a key")
                .hasMessageContaining("quartet:daxNodes");
        ProgramConfig.refuseUnknownKeys("{\"quartet:daxNodes\":\"3\",\"aws:profile\":\"x\"}");
        ProgramConfig.refuseUnknownKeys(null);
    }

    @Test
    void subnets_doNotOverlap() {
        NetworkSettings network = read("quartet:vpcCidr", "10.9.0.0/16").network();
        assertThat(List.of(network.subnetCidr(0), network.subnetCidr(1)))
                .containsExactly("10.9.0.0/20", "10.9.16.0/20");
    }
}

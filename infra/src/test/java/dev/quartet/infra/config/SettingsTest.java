package dev.quartet.infra.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    void defaults_areWhatThisVersionBuildsAndTheCheapSide() {
        Settings settings = read();
        assertThat(settings.architectures()).containsExactlyInAnyOrder(Architecture.TODO, Architecture.BLOG);
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
                "quartet:architectures | services | services is not built yet",
                "quartet:architectures | shop | quartet:architectures is 'shop'; allowed: todo",
                "quartet:architectures | [] | at least one of todo",
                "aws:region | tokyo | allowed: an AWS region",
                "quartet:mailFrom | nobody | quartet:mailFrom is 'nobody'; allowed: an e-mail address",
                "quartet:priceClass | PriceClass_300 | allowed: PriceClass_100, PriceClass_200, PriceClass_All",
                "quartet:waf | maybe | quartet:waf is 'maybe'; allowed: true or false",
                "quartet:blogDomain | blog.example.com | quartet:hostedZoneId is ''; allowed: the id of the hosted zone",
                "quartet:hostedZoneId | Z0123456789 | quartet:blogDomain is ''; allowed: a host name",
                "quartet:blogDomain | https://a.b | allowed: a host name such as",
                "quartet:replicaRegions | ap-northeast-1 | allowed: other regions than ap-northeast-1, each once",
                "quartet:replicaRegions | us-west-2,us-west-2 | each once",
                "quartet:replicaRegions | oregon | quartet:replicaRegions is '[oregon]'",
                "quartet:waitForDeployment | 1 | allowed: true or false",
            })
    void badValue_isRefused_namingKeyValueAndWhatIsAllowed(String key, String value, String message) {
        assertThatThrownBy(() -> read(key, value))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(message);
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

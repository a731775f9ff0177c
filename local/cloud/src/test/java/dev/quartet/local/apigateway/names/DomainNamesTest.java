package dev.quartet.local.apigateway.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.apigateway.shared.MappedStage;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.MutableClock;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.http.FrontDoors;
import dev.quartet.local.http.NamedDoor;
import dev.quartet.local.names.OwnNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names as a program registers them: certificate, its proof, domain name, mapping, record. */
class DomainNamesTest {
    private static final String NAME = "catalog.quartet.localhost";
    private static final MappedStage STAGE = (exchange, basePath, path) ->
            exchange.respond(200, Map.of(), (basePath + " | " + path).getBytes(StandardCharsets.UTF_8));

    private final FrontDoors doors = new FrontDoors(24_800);
    private final NamedDoor door = new NamedDoor(doors);
    private final ResourceCatalog catalog = new ResourceCatalog();

    DomainNamesTest() {
        var cloud = new CloudContext(
                "dev",
                "111122223333",
                "ap-northeast-1",
                new MutableClock(Instant.EPOCH),
                "http://127.0.0.1:4566",
                Path.of("target"),
                Optional.empty());
        var names = new OwnNames(cloud, door);
        names.install(catalog);
        new DomainNames(cloud, door, names, List.of((api, stage) -> Optional.of(STAGE)
                        .filter(there -> api.equals("api1") && stage.equals("$default"))))
                .install(catalog);
    }

    @AfterEach
    void closeDoors() {
        doors.close();
    }

    private Provisioned provision(String type, Map<String, ?> inputs) {
        var name = type + inputs.hashCode();
        return catalog.provision(new Registration(
                "aws:" + type, name, "urn:" + name, "ap-northeast-1", new Inputs(name, inputs), List.of()));
    }

    private Provisioned record(Object name, String type, String value) {
        return provision(
                "route53/record:Record",
                Map.of("zoneId", "Z1", "name", name, "type", type, "ttl", 300.0, "records", List.of(value)));
    }

    private String certificate(boolean proven, String host) {
        var certificate = provision("acm/certificate:Certificate", Map.of("domainName", host));
        if (proven) {
            var option = (Map<?, ?>) ((List<?>) certificate.outputs().get("domainValidationOptions")).getFirst();
            record(option.get("resourceRecordName"), "CNAME", (String) option.get("resourceRecordValue"));
            provision("acm/certificateValidation:CertificateValidation", Map.of("certificateArn", certificate.id()));
        }
        return certificate.id();
    }

    private Provisioned domain(String host, String certificateArn) {
        return provision(
                "apigatewayv2/domainName:DomainName",
                Map.of(
                        "domainName",
                        host,
                        "domainNameConfiguration",
                        Map.of(
                                "certificateArn", certificateArn,
                                "endpointType", "REGIONAL",
                                "securityPolicy", "TLS_1_2")));
    }

    private void map(String host, String key) {
        provision(
                "apigatewayv2/apiMapping:ApiMapping",
                Map.of("apiId", "api1", "domainName", host, "stage", "$default", "apiMappingKey", key));
    }

    private Provisioned point(String host, Provisioned domain) {
        var configuration = (Map<?, ?>) domain.outputs().get("domainNameConfiguration");
        var target = new HashMap<String, Object>();
        target.put("name", configuration.get("targetDomainName"));
        target.put("zoneId", configuration.get("hostedZoneId"));
        return provision(
                "route53/record:Record", Map.of("zoneId", "Z1", "name", host, "type", "A", "aliases", List.of(target)));
    }

    /** As a resolver would not know the name, the connection is made by hand. */
    private String get(String host, String path) {
        try {
            int port = Integer.parseInt(door.address().split(":")[1]);
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                    var in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                socket.getOutputStream()
                        .write("GET %s HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n\r\n"
                                .formatted(path, host, port)
                                .getBytes(StandardCharsets.UTF_8));
                var lines = in.lines().collect(Collectors.joining("\n"));
                return lines.split(" ", 3)[1] + " " + lines.substring(lines.indexOf("\n\n") + 2);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void name_shouldReachItsStage_onceARecordPointsToIt() {
        var domain = domain(NAME, certificate(true, NAME));
        map(NAME, "");

        assertThat(get(NAME, "/products")).startsWith("404 No DNS record points '" + NAME + "' here.");

        var record = point(NAME, domain);
        assertThat(record.running()).isTrue();
        assertThat(get(NAME, "/products?limit=1")).isEqualTo("200  | /products");
        assertThat(get("CATALOG.quartet.localhost", "/")).isEqualTo("200  | /");
        assertThat(door.urls()).containsOnlyKeys(NAME);
    }

    @Test
    void unknownName_shouldBeTold_whichOnesThereAre() {
        point(NAME, domain(NAME, certificate(true, NAME)));

        assertThat(get("shop.quartet.localhost", "/"))
                .startsWith("404 No name 'shop.quartet.localhost' is known here. Known are:")
                .contains("http://" + NAME + ":");
        assertThat(get(NAME, "/")).isEqualTo("403 {\"message\":\"Forbidden\"}");
    }

    @Test
    void longestBasePath_shouldWin() {
        var domain = domain(NAME, certificate(true, "*.quartet.localhost"));
        point(NAME, domain);
        map(NAME, "v1");
        map(NAME, "v1/orders");

        assertThat(get(NAME, "/v1/orders/7")).isEqualTo("200 v1/orders | /7");
        assertThat(get(NAME, "/v1/ordersheet")).isEqualTo("200 v1 | /ordersheet");
        assertThat(get(NAME, "/v1")).isEqualTo("200 v1 | /");
        assertThat(get(NAME, "/v10")).isEqualTo("403 {\"message\":\"Forbidden\"}");
    }

    @Test
    void certificate_shouldBeIssued_andFitTheName() {
        var pending = certificate(false, NAME);
        assertThatThrownBy(() -> domain(NAME, pending)).hasMessageContaining("PENDING_VALIDATION");
        assertThatThrownBy(() ->
                        provision("acm/certificateValidation:CertificateValidation", Map.of("certificateArn", pending)))
                .hasMessageContaining("there is no CNAME record _");
        var other = certificate(true, "orders.quartet.localhost");
        assertThatThrownBy(() -> domain(NAME, other)).hasMessageContaining("is not covered by certificate");
        assertThatThrownBy(() -> domain(NAME, other.replace("ap-northeast-1", "us-east-1")))
                .hasMessageContaining("Invalid certificate ARN");
    }

    @Test
    void records_shouldBeRefusedTwice_unlessTheyMayBeOverwritten() {
        record("www.example.com", "TXT", "one");

        assertThatThrownBy(() -> record("www.example.com.", "TXT", "two"))
                .hasMessageContaining("[name='www.example.com.', type='TXT'] but it already exists");
        assertThatThrownBy(() -> provision("route53/record:Record", Map.of("zoneId", "Z1", "name", "a", "type", "A")))
                .hasMessageContaining("either aliases (an alias) or records");
    }

    @Test
    void zone_shouldCompleteRelativeNames() {
        var zone = provision("route53/zone:Zone", Map.of("name", "example.com"));

        var record = provision(
                "route53/record:Record",
                Map.of("zoneId", zone.id(), "name", "www", "type", "A", "ttl", 60.0, "records", List.of("192.0.2.1")));

        assertThat(record.outputs()).containsEntry("fqdn", "www.example.com");
        assertThat(record.running()).isFalse();
        assertThat(catalog.call("aws:route53/getZone:getZone", new Inputs("getZone", Map.of("name", "example.com."))))
                .containsEntry("zoneId", zone.id());
    }

    @Test
    void restName_shouldMapABasePath() {
        provision(
                "apigateway/domainName:DomainName",
                Map.of(
                        "domainName",
                        "orders.quartet.localhost",
                        "regionalCertificateArn",
                        certificate(true, "orders.quartet.localhost"),
                        "endpointConfiguration",
                        Map.of("types", "REGIONAL")));
        provision(
                "apigateway/basePathMapping:BasePathMapping",
                Map.of("restApi", "api1", "stageName", "$default", "domainName", "orders.quartet.localhost"));
        record("orders.quartet.localhost", "CNAME", "localhost");

        assertThat(get("orders.quartet.localhost", "/orders")).isEqualTo("200  | /orders");
    }
}

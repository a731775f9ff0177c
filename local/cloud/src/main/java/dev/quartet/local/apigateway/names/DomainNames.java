package dev.quartet.local.apigateway.names;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.apigateway.shared.MappedStage;
import dev.quartet.local.apigateway.shared.StageLookup;
import dev.quartet.local.core.Certificates;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.http.NamedDoor;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Handlers of custom domain names and their mappings, of both kinds of API. The target that DNS records point to is the door
 * of names, {@code localhost:46xx}. See
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html Thread-safe.
 */
public final class DomainNames implements ResourceModule {
    /** API Gateway's own zone for alias records to regional names; each region has one. */
    private static final String ZONE_ID = "Z1YSHQZHG15GKL";

    private final CloudContext cloud;
    private final NamedDoor door;
    private final Certificates certificates;
    private final List<StageLookup> stages;
    private final Map<String, Domain> domains = new ConcurrentHashMap<>();

    /** Creates it without names; stages are looked up in the order of {@code stages}. */
    public DomainNames(CloudContext cloud, NamedDoor door, Certificates certificates, List<StageLookup> stages) {
        this.cloud = requireNonNull(cloud, "cloud is null");
        this.door = requireNonNull(door, "door is null");
        this.certificates = requireNonNull(certificates, "certificates is null");
        this.stages = List.copyOf(stages);
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:apigateway/domainName:DomainName", this::ofRest)
                .resource("aws:apigateway/basePathMapping:BasePathMapping", this::basePathMapping)
                .resource("aws:apigatewayv2/domainName:DomainName", this::ofHttp)
                .resource("aws:apigatewayv2/apiMapping:ApiMapping", this::apiMapping);
    }

    private Provisioned ofRest(Registration registration) {
        var inputs = registration.inputs();
        // The provider takes a list of one as the one.
        var types = inputs.block("endpointConfiguration")
                .flatMap(block -> block.optionalString("types"))
                .orElse("EDGE");
        if (!types.equals("REGIONAL")) {
            throw new ProvisionException("%s: endpointConfiguration.types is %s; the local cloud has REGIONAL names"
                    .formatted(inputs.owner(), types));
        }
        var name = create(registration, inputs.string("regionalCertificateArn"));
        var target = address(inputs.owner());
        return Provisioned.running(
                name,
                Map.of(
                        "arn",
                        arn(name),
                        "domainNameId",
                        "",
                        "regionalDomainName",
                        target,
                        "regionalZoneId",
                        ZONE_ID,
                        "cloudfrontDomainName",
                        "",
                        "cloudfrontZoneId",
                        "",
                        "certificateUploadDate",
                        "",
                        "ownershipVerificationCertificateArn",
                        "",
                        "securityPolicy",
                        inputs.optionalString("securityPolicy").orElse("TLS_1_2"),
                        "tagsAll",
                        inputs.texts("tags")));
    }

    private Provisioned ofHttp(Registration registration) {
        var inputs = registration.inputs();
        var configuration = inputs.block("domainNameConfiguration")
                .orElseThrow(() -> new ProvisionException(
                        "%s: missing required argument domainNameConfiguration".formatted(inputs.owner())));
        for (var property :
                Map.of("endpointType", "REGIONAL", "securityPolicy", "TLS_1_2").entrySet()) {
            var value = configuration.string(property.getKey());
            if (!value.equals(property.getValue())) {
                throw new ProvisionException("%s: BadRequestException: %s is %s; HTTP APIs have %s"
                        .formatted(configuration.owner(), property.getKey(), value, property.getValue()));
            }
        }
        var name = create(registration, configuration.string("certificateArn"));
        var complete = new HashMap<>(configuration.asMap());
        complete.put("targetDomainName", address(inputs.owner()));
        complete.put("hostedZoneId", ZONE_ID);
        complete.putIfAbsent("ipAddressType", "ipv4");
        complete.putIfAbsent("ownershipVerificationCertificateArn", "");
        return Provisioned.running(
                name,
                Map.of(
                        "arn",
                        arn(name),
                        "apiMappingSelectionExpression",
                        "$request.basepath",
                        "domainNameConfiguration",
                        complete,
                        "tagsAll",
                        inputs.texts("tags")));
    }

    private String create(Registration registration, String certificateArn) {
        var inputs = registration.inputs();
        var name = inputs.string("domainName").toLowerCase(Locale.ROOT);
        certificates.require(inputs.owner(), certificateArn, cloud.region(), name);
        var domain = new Domain();
        if (!door.serve(name, domain)) {
            throw new ProvisionException("%s: BadRequestException: The domain name you provided already exists: %s"
                    .formatted(inputs.owner(), name));
        }
        domains.put(name, domain);
        return name;
    }

    private Provisioned basePathMapping(Registration registration) {
        var inputs = registration.inputs();
        var basePath = inputs.optionalString("basePath").orElse("");
        var stage = inputs.optionalString("stageName")
                .orElseThrow(() -> new ProvisionException(
                        "%s: stageName: the local cloud maps a base path to one stage".formatted(inputs.owner())));
        map(inputs, basePath, inputs.string("restApi"), stage);
        return Provisioned.running(inputs.string("domainName") + "/" + basePath, Map.of());
    }

    private Provisioned apiMapping(Registration registration) {
        var inputs = registration.inputs();
        var key = inputs.optionalString("apiMappingKey").orElse("");
        map(inputs, key, inputs.string("apiId"), inputs.string("stage"));
        return Provisioned.running("%06x".formatted(registration.urn().hashCode() & 0xff_ffff), Map.of());
    }

    private void map(Inputs inputs, String basePath, String apiId, String stageName) {
        var name = inputs.string("domainName").toLowerCase(Locale.ROOT);
        var domain = domains.get(name);
        if (domain == null) {
            throw new ProvisionException(
                    "%s: NotFoundException: Invalid domain name identifier specified: %s; known are %s"
                            .formatted(inputs.owner(), name, domains.keySet()));
        }
        if (!domain.map(basePath, stage(inputs.owner(), apiId, stageName))) {
            throw new ProvisionException(
                    "%s: ConflictException: ApiMapping key already exists for this domain name: '%s'"
                            .formatted(inputs.owner(), basePath));
        }
    }

    private MappedStage stage(String owner, String apiId, String stageName) {
        return stages.stream()
                .flatMap(lookup -> lookup.find(apiId, stageName).stream())
                .findFirst()
                .orElseThrow(() ->
                        new ProvisionException("%s: NotFoundException: Invalid stage identifier specified: %s of API %s"
                                .formatted(owner, stageName, apiId)));
    }

    private String address(String owner) {
        try {
            return door.address();
        } catch (IOException e) {
            throw new ProvisionException("%s: %s".formatted(owner, e.getMessage()), e);
        }
    }

    private String arn(String name) {
        return "arn:aws:apigateway:" + cloud.region() + "::/domainnames/" + name;
    }
}

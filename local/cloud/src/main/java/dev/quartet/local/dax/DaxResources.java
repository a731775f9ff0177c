package dev.quartet.local.dax;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.CredentialIssuer;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Provisions DAX clusters, parameter groups and subnet groups. Thread-safe. */
public final class DaxResources implements ResourceModule {
    private static final int ENCRYPTED_PORT = 9111;
    private static final int PLAIN_PORT = 8111;
    private static final Duration DEFAULT_TTL = Duration.ofMinutes(5);
    private static final Set<String> PARAMETERS = Set.of("query-ttl-millis", "record-ttl-millis");

    private final CloudContext context;
    private final DaxClusters clusters;
    private final CredentialIssuer credentials;
    private final Map<String, Map<String, Duration>> parameterGroups = new ConcurrentHashMap<>();
    private final Map<String, List<String>> subnetGroups = new ConcurrentHashMap<>();

    /** Creates it for {@code clusters}; {@code credentials} judge whether DAX may take a cluster's role. */
    public DaxResources(CloudContext context, DaxClusters clusters, CredentialIssuer credentials) {
        this.context = requireNonNull(context, "context is null");
        this.clusters = requireNonNull(clusters, "clusters is null");
        this.credentials = requireNonNull(credentials, "credentials is null");
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:dax/parameterGroup:ParameterGroup", this::parameterGroup)
                .resource("aws:dax/subnetGroup:SubnetGroup", this::subnetGroup)
                .resource("aws:dax/cluster:Cluster", this::cluster);
    }

    private Provisioned parameterGroup(Registration registration) {
        var inputs = registration.inputs();
        var name = inputs.optionalString("name").orElse(registration.name());
        var values = new LinkedHashMap<String, Duration>();
        for (var parameter : inputs.blocks("parameters")) {
            values.put(parameter.string("name"), millis(parameter));
        }
        parameterGroups.put(name, Map.copyOf(values));
        return Provisioned.running(name, Map.of("name", name));
    }

    private static Duration millis(Inputs parameter) {
        var name = parameter.string("name");
        var value = parameter.string("value");
        if (!PARAMETERS.contains(name) || !value.matches("\\d{1,15}")) {
            throw new ProvisionException(
                    "%s: InvalidParameterValueException: %s=%s; allowed are query-ttl-millis and record-ttl-millis with whole milliseconds"
                            .formatted(parameter.owner(), name, value));
        }
        return Duration.ofMillis(Long.parseLong(value));
    }

    private Provisioned subnetGroup(Registration registration) {
        var inputs = registration.inputs();
        var name = inputs.optionalString("name").orElse(registration.name());
        var subnets = inputs.strings("subnetIds");
        if (subnets.isEmpty()) {
            throw new ProvisionException(
                    inputs.owner() + ": InvalidParameterValueException: subnetIds must name at least one subnet");
        }
        subnetGroups.put(name, subnets);
        return Provisioned.running(name, Map.of("name", name));
    }

    private Provisioned cluster(Registration registration) {
        var inputs = registration.inputs();
        var settings = settings(registration);
        mayAssume(inputs, settings);
        try {
            clusters.open(settings);
        } catch (IOException e) {
            throw new ProvisionException(
                    "%s: no port for the cluster: %s".formatted(inputs.owner(), e.getMessage()), e);
        }
        var nodes = new ArrayList<Map<String, Object>>();
        for (var node : settings.nodes()) {
            nodes.add(Map.of(
                    "id",
                    node,
                    "address",
                    node + "." + settings.address(),
                    "port",
                    (double) settings.port(),
                    "availabilityZone",
                    context.region() + "a"));
        }
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("arn", settings.arn());
        outputs.put("clusterName", settings.name());
        outputs.put("clusterAddress", settings.address());
        outputs.put("configurationEndpoint", settings.address() + ":" + settings.port());
        outputs.put("port", (double) settings.port());
        outputs.put("nodes", nodes);
        outputs.put(
                "parameterGroupName",
                inputs.optionalString("parameterGroupName").orElse("default.dax1.0"));
        outputs.put("subnetGroupName", inputs.optionalString("subnetGroupName").orElse("default"));
        outputs.put("securityGroupIds", settings.placement().securityGroupIds());
        outputs.put(
                "maintenanceWindow", inputs.optionalString("maintenanceWindow").orElse("sun:17:00-sun:18:00"));
        outputs.put("tagsAll", inputs.texts("tags"));
        return Provisioned.running(settings.name(), outputs);
    }

    private ClusterSettings settings(Registration registration) {
        var inputs = registration.inputs();
        var name = inputs.string("clusterName").toLowerCase(Locale.ROOT);
        if (!name.matches("[a-z](?!.*--)[a-z0-9-]{0,18}[a-z0-9]|[a-z]")) {
            throw new ProvisionException(
                    "%s: InvalidParameterValueException: clusterName '%s' must be 1 to 20 letters, digits and single hyphens, and begin with a letter"
                            .formatted(inputs.owner(), name));
        }
        var nodeType = inputs.string("nodeType");
        if (!nodeType.matches("dax\\.[a-z][0-9a-z]*\\.[0-9a-z]+")) {
            throw new ProvisionException(
                    "%s: InvalidParameterValueException: nodeType '%s' is not one of DAX, such as dax.t3.small"
                            .formatted(inputs.owner(), nodeType));
        }
        var encrypted = inputs.optionalString("clusterEndpointEncryptionType").orElse("NONE");
        if (!Set.of("NONE", "TLS").contains(encrypted)) {
            throw new ProvisionException(
                    "%s: InvalidParameterValueException: clusterEndpointEncryptionType '%s'; allowed are NONE and TLS"
                            .formatted(inputs.owner(), encrypted));
        }
        var parameters = inputs.optionalString("parameterGroupName")
                .map(group -> known(parameterGroups, group, inputs, "ParameterGroupNotFoundFault"))
                .orElse(Map.of());
        var subnets = inputs.optionalString("subnetGroupName")
                .map(group -> known(subnetGroups, group, inputs, "SubnetGroupNotFoundFault"))
                .orElse(List.of());
        var region = registration.region();
        return new ClusterSettings(
                name,
                Arn.of("dax", region, context.accountId(), "cache/" + name).toString(),
                region,
                // Made of the name alone, so that a function's environment is the same in every run.
                "%s.%s.dax-clusters.%s.amazonaws.com"
                        .formatted(name, "%06x".formatted(name.hashCode() & 0xFFFFFF), region),
                encrypted.equals("TLS") ? ENCRYPTED_PORT : PLAIN_PORT,
                role(inputs.string("iamRoleArn"), name),
                new Placement("DAX cluster " + name, subnets, inputs.strings("securityGroupIds")),
                parameters.getOrDefault("record-ttl-millis", DEFAULT_TTL),
                parameters.getOrDefault("query-ttl-millis", DEFAULT_TTL),
                nodes(inputs, name));
    }

    private static List<String> nodes(Inputs inputs, String name) {
        int count = inputs.integer("replicationFactor");
        if (count != 1 && (count < 3 || count > 10)) {
            throw new ProvisionException(
                    "%s: InvalidParameterValueException: replicationFactor %d; allowed are 1 node, or 3 to 10"
                            .formatted(inputs.owner(), count));
        }
        var nodes = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            nodes.add(name + "-" + (char) ('a' + i));
        }
        return nodes;
    }

    private static <T> T known(Map<String, T> groups, String name, Inputs inputs, String error) {
        var group = groups.get(name);
        if (group == null) {
            throw new ProvisionException("%s: %s: there is no group '%s'; there are %s"
                    .formatted(inputs.owner(), error, name, groups.keySet()));
        }
        return group;
    }

    private void mayAssume(Inputs inputs, ClusterSettings settings) {
        var roleArn = settings.role().roleArn().orElseThrow();
        try {
            credentials.assume(
                    Caller.service("dax.amazonaws.com"),
                    "sts:AssumeRole",
                    roleArn,
                    "dax-" + settings.name(),
                    Map.of(),
                    Map.of(),
                    Optional.empty(),
                    Duration.ofHours(1));
        } catch (AwsException e) {
            throw new ProvisionException(
                    "%s: InvalidParameterValueException: No permission to assume role: %s (%s)"
                            .formatted(inputs.owner(), roleArn, e.getMessage()),
                    e);
        }
    }

    private static Caller role(String roleArn, String cluster) {
        var account = Arn.parse(roleArn).account();
        var roleName = roleArn.substring(roleArn.lastIndexOf('/') + 1);
        return new Caller(
                Caller.Kind.ROLE,
                "arn:aws:sts::%s:assumed-role/%s/dax-%s".formatted(account, roleName, cluster),
                Optional.of(roleArn),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }
}

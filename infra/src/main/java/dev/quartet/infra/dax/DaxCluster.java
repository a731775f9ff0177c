package dev.quartet.infra.dax;

import com.pulumi.aws.dax.Cluster;
import com.pulumi.aws.dax.ClusterArgs;
import com.pulumi.aws.dax.ParameterGroup;
import com.pulumi.aws.dax.ParameterGroupArgs;
import com.pulumi.aws.dax.SubnetGroup;
import com.pulumi.aws.dax.SubnetGroupArgs;
import com.pulumi.aws.dax.inputs.ClusterServerSideEncryptionArgs;
import com.pulumi.aws.dax.inputs.ParameterGroupParameterArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.config.DaxSettings;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.network.Network;
import dev.quartet.infra.network.PrivateGroup;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.policy.Policy;
import dev.quartet.infra.policy.Statement;
import java.util.List;
import java.util.Map;

/** One cluster in the private subnets, in front of the tables that it is given; TLS and encryption at rest are on. */
public final class DaxCluster extends ComponentResource {
    /** Clusters with TLS listen here. */
    public static final int TLS_PORT = 9111;

    /** What the functions behind the cluster ask of their tables through it: it never needs more. */
    private static final List<String> ITEM_ACTIONS = List.of("GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem");

    private final String name;
    private final PrivateGroup group;
    private final Cluster cluster;

    public DaxCluster(Scope scope, Network network, List<CachedTable> tables, Alarms alarms) {
        super("quartet:dax:DaxCluster", "dax", scope.top());
        DaxSettings settings = scope.settings().dax();
        // Without the trailing part, as a cluster's name is limited to 20 characters.
        this.name = "quartet-" + scope.names().stack();
        this.group = network.group(this, "dax", "The DAX cluster");
        ParameterGroup parameters = new ParameterGroup(
                "dax",
                ParameterGroupArgs.builder()
                        .name(scope.names().regional("dax"))
                        .parameters(parameter("record-ttl-millis", 300_000), parameter("query-ttl-millis", 10_000))
                        .build(),
                Scope.in(this));
        SubnetGroup subnets = new SubnetGroup(
                "dax",
                SubnetGroupArgs.builder()
                        .name(scope.names().regional("dax"))
                        .subnetIds(network.subnetIds())
                        .build(),
                Scope.in(this));
        Role role = new Role(
                "dax",
                RoleArgs.builder()
                        .name(scope.names().global("dax"))
                        .description("What the DAX cluster does on its tables")
                        .assumeRolePolicy(Policy.trust("dax.amazonaws.com"))
                        .build(),
                Scope.in(this));
        RolePolicy grants = grants(role, tables);
        this.cluster = new Cluster(
                "dax",
                ClusterArgs.builder()
                        .clusterName(name)
                        .description(
                                "Item and query cache of stack " + scope.names().stack())
                        .nodeType(settings.nodeType())
                        .replicationFactor(settings.nodes())
                        .iamRoleArn(role.arn())
                        .parameterGroupName(parameters.name())
                        .subnetGroupName(subnets.name())
                        .securityGroupIds(Output.all(group.id()))
                        .clusterEndpointEncryptionType("TLS")
                        .serverSideEncryption(ClusterServerSideEncryptionArgs.builder()
                                .enabled(true)
                                .build())
                        .build(),
                Scope.in(this, List.of(grants)));
        new DaxAlarms(alarms, name).create(this);
        registerOutputs(Map.of("clusterName", cluster.clusterName()));
    }

    /**
     * Items live 5 minutes, unless written through the cluster. Query results live 10 seconds only, because a write
     * does not invalidate them: a list may miss an own write for that long unless it is read consistently.
     */
    private static ParameterGroupParameterArgs parameter(String name, int millis) {
        return ParameterGroupParameterArgs.builder()
                .name(name)
                .value(Integer.toString(millis))
                .build();
    }

    private RolePolicy grants(Role role, List<CachedTable> tables) {
        Statement items = Statement.allow("Items", actions("dynamodb", ITEM_ACTIONS));
        // The cluster reads each table's key schema before it caches its items.
        Statement describe = Statement.allow("Schemas", "dynamodb:DescribeTable");
        for (CachedTable cached : tables) {
            items = items.on(cached.table().arn());
            if (cached.indexed()) {
                items = items.on(cached.table().arn().applyValue(arn -> arn + "/index/*"));
            }
            describe = describe.on(cached.table().arn());
        }
        return new RolePolicy(
                "dax",
                RolePolicyArgs.builder()
                        .name("tables")
                        .role(role.name())
                        .policy(Policy.document(items, describe))
                        .build(),
                Scope.in(this));
    }

    /** Returns what a caller's role needs for these operations; DAX names its actions as DynamoDB does. */
    public Statement callerStatement(List<String> operations) {
        return Statement.allow("Dax", actions("dax", operations)).on(cluster.arn());
    }

    /** Lets a group's members connect; returns the rules. */
    public List<Resource> allowFrom(Resource parent, PrivateGroup caller) {
        return caller.allowTo(parent, group, TLS_PORT);
    }

    /** Returns the endpoint for DAX clients, {@code daxs://host:9111}. */
    public Output<String> endpoint() {
        return cluster.clusterAddress().applyValue(host -> "daxs://" + host + ":" + TLS_PORT);
    }

    /** Returns the cluster's name, which is its metric dimension. */
    public Output<String> clusterName() {
        return cluster.clusterName();
    }

    /** Returns the cluster, for what must be made after it. */
    public Resource resource() {
        return cluster;
    }

    private static String[] actions(String service, List<String> operations) {
        return operations.stream().map(action -> service + ":" + action).toArray(String[]::new);
    }
}

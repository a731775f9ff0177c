package dev.quartet.infra;

import com.pulumi.Context;
import com.pulumi.aws.dynamodb.Table;
import com.pulumi.core.Output;
import dev.quartet.exports.OperationsExports;
import dev.quartet.infra.config.Architecture;
import dev.quartet.infra.config.Settings;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.core.Scopes;
import dev.quartet.infra.cost.IdleCost;
import dev.quartet.infra.dax.DaxCluster;
import dev.quartet.infra.network.Network;
import dev.quartet.infra.operations.AlarmTopic;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.operations.DashboardRole;
import dev.quartet.infra.operations.MonthlyBudget;
import dev.quartet.infra.operations.OverviewDashboard;
import dev.quartet.infra.outputs.StackOutputs;
import dev.quartet.infra.rest.AccountLogging;
import dev.quartet.infra.todo.Shared;
import dev.quartet.infra.todo.Todo;
import dev.quartet.infra.todo.TodoTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds a stack: first what the architectures share, then each architecture, then the exports. */
public final class QuartetStack {
    private QuartetStack() {}

    /** Registers every resource of the stack that the context's configuration describes. */
    public static void build(Context context) {
        Settings settings =
                Settings.read(context.stackName(), context.config("quartet")::get, context.config("aws")::get);
        IdleCost.of(settings).lines().forEach(line -> context.log().info(line));
        Scopes scopes = new Scopes(settings);
        Scope shared = scopes.shared();
        AlarmTopic topic = new AlarmTopic(shared);
        MonthlyBudget.addTo(shared, topic);
        Alarms alarms = new Alarms(shared.names(), topic.arn());
        DashboardRole dashboard = new DashboardRole(shared);
        StackOutputs outputs = new StackOutputs(context, shared);
        if (settings.has(Architecture.TODO)) {
            Scope scope = scopes.of(Architecture.TODO.key());
            TodoTable table = new TodoTable(scope, alarms);
            Shared parts = parts(shared, alarms, List.of(table.table()));
            outputs.publish(Architecture.TODO.key(), new Todo(scope, parts, table).exports());
        }
        OverviewDashboard.addTo(shared, topic);
        outputs.publish(
                "operations",
                Output.tuple(topic.arn(), dashboard.arn())
                        .applyValue(t -> new OperationsExports(t.t1, null, t.t2, List.of())));
    }

    private static Shared parts(Scope scope, Alarms alarms, List<Table> cachedTables) {
        Optional<Network> network =
                scope.settings().dax().enabled() ? Optional.of(new Network(scope)) : Optional.empty();
        Optional<DaxCluster> dax =
                network.map(net -> new DaxCluster(scope, net, new ArrayList<>(cachedTables), alarms));
        return new Shared(alarms, network, dax, AccountLogging.of(scope));
    }
}

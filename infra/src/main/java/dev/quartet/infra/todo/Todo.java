package dev.quartet.infra.todo;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.quartet.exports.TodoExports;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.dax.DaxCluster;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.rest.RegionalRestApi;
import dev.quartet.infra.shared.Shared;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Architecture 1: client, API Gateway with a cache, Lambda, DAX, DynamoDB; and client, identity pool, S3. */
public final class Todo extends ComponentResource {
    /** The zips that the architecture's functions are made of, from the folder of Pulumi.yaml. */
    public static final List<String> ZIPS = List.of(TodoFunction.ZIP);

    private final Output<TodoExports> exports;

    public Todo(Scope scope, Shared shared, TodoTable table) {
        super("quartet:todo:Todo", "todo", scope.top());
        Users users = new Users(scope, this);
        UserFiles files = new UserFiles(scope, this, users.identityPoolId());
        JavaFunction function = TodoFunction.create(scope, this, shared, table, users, files);
        RegionalRestApi api = new RegionalRestApi(
                scope,
                this,
                TodoRoutes.spec(),
                Optional.of(users.poolArn()),
                function,
                shared.accountLogging(),
                shared.alarms());
        Output<Optional<String>> cluster = shared.dax()
                .map(DaxCluster::clusterName)
                .map(name -> name.applyValue(Optional::of))
                .orElseGet(() -> Output.of(Optional.empty()));
        Output<List<String>> ids =
                Output.all(users.poolId(), users.clientId(), users.identityPoolId(), files.bucketName());
        this.exports = Output.tuple(api.ref(), ids, table.ref(), cluster, function.ref())
                .applyValue(t -> new TodoExports(
                        t.t1,
                        t.t2.get(0),
                        t.t2.get(1),
                        t.t2.get(2),
                        t.t2.get(3),
                        UserFiles.PREFIX,
                        t.t3,
                        t.t4.orElse(null),
                        List.of(t.t5)));
        registerOutputs(Map.of("url", api.ref().applyValue(ref -> ref.url())));
    }

    /** Returns what the stack exports of this architecture. */
    public Output<TodoExports> exports() {
        return exports;
    }
}

package dev.quartet.infra.todo;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.lambda.FunctionSpec;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.shared.Shared;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The one function behind all routes. It is in the VPC only when there is a DAX cluster to reach. */
final class TodoFunction {
    /** The function's code, from the folder of Pulumi.yaml. */
    static final String ZIP = "functions/todo/target/todo.zip";

    private static final String NAME = "todo-api";

    private TodoFunction() {}

    static JavaFunction create(
            Scope scope, Resource parent, Shared shared, TodoTable table, Users users, UserFiles files) {
        Map<String, Output<String>> environment = new LinkedHashMap<>();
        environment.put("TABLE_NAME", table.name());
        environment.put("USER_FILES_BUCKET", files.bucketName());
        environment.put("USER_FILES_PREFIX", Output.of(UserFiles.PREFIX));
        environment.put("IDENTITY_POOL_ID", users.identityPoolId());
        environment.put("CORS_ORIGIN", Output.of(scope.settings().api().corsOrigin()));
        List<Statement> statements = new ArrayList<>();
        // Also with DAX: strong reads pass it by, and the table answers while the cluster cannot.
        statements.add(table.itemStatement());
        List<Resource> after = new ArrayList<>();
        shared.dax().ifPresent(dax -> {
            environment.put("DAX_ENDPOINT", dax.endpoint());
            statements.add(dax.callerStatement(TodoTable.OPERATIONS));
            after.add(dax.resource());
        });
        return new JavaFunction(
                scope,
                parent,
                new FunctionSpec(
                        NAME,
                        "Serves the to-do API",
                        ZIP,
                        "dev.quartet.functions.todo.TodoHandler::handleRequest",
                        1024,
                        10,
                        environment,
                        statements,
                        shared.attach(parent, NAME),
                        after),
                shared.alarms());
    }
}

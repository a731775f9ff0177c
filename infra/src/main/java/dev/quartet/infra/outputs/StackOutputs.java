package dev.quartet.infra.outputs;

import com.pulumi.Context;
import com.pulumi.aws.ssm.Parameter;
import com.pulumi.aws.ssm.ParameterArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.quartet.exports.ExportsJson;
import dev.quartet.exports.ExportsParameters;
import dev.quartet.exports.StackExports;
import dev.quartet.infra.core.Scope;
import java.util.Map;

/** Publishes the exports, each part as a Pulumi output and as an SSM parameter. */
public final class StackOutputs extends ComponentResource {
    private final Context context;
    private final Scope scope;

    public StackOutputs(Context context, Scope scope) {
        super("quartet:outputs:StackOutputs", "exports", scope.top());
        this.context = context;
        this.scope = scope;
        String stack = scope.names().stack();
        String region = scope.settings().region();
        context.export("contractVersion", StackExports.VERSION);
        context.export("stack", stack);
        context.export("region", region);
        context.export("accountId", scope.accountId());
        parameter(
                ExportsParameters.CONTRACT,
                scope.accountId()
                        .applyValue(account -> ExportsJson.write(
                                new ExportsParameters.Contract(StackExports.VERSION, stack, region, account))));
        registerOutputs(Map.of());
    }

    /** Publishes one architecture, or what they share. */
    public <T extends Record> void publish(String key, Output<T> part) {
        context.export(key, part.applyValue(ExportsJson::toMap));
        parameter(key, part.applyValue(ExportsJson::write));
    }

    private void parameter(String key, Output<String> document) {
        new Parameter(
                key,
                ParameterArgs.builder()
                        .name(ExportsParameters.name(scope.names().stack(), key))
                        .description("Stack exports: " + key)
                        .type("String")
                        // Standard, free, while a document fits into 4 kB.
                        .tier("Intelligent-Tiering")
                        .value(document)
                        .build(),
                Scope.in(this));
    }
}

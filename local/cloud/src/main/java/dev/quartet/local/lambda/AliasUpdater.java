package dev.quartet.local.lambda;

import dev.quartet.local.core.Change;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.ResourceUpdater;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Points the program's aliases elsewhere: how a version is rolled out, as a canary or wholly, and rolled back. */
final class AliasUpdater implements ResourceUpdater {
    private static final Set<String> IDENTITY = Set.of("name", "functionName");

    private final FunctionRegistry registry;

    AliasUpdater(FunctionRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Provisioned plan(Change change) {
        change.requireSame(IDENTITY);
        // Its versions may be about to be published: they are checked when it is applied.
        var unused = alias(change.after().inputs(), change.after().name());
        return change.made();
    }

    @Override
    public Provisioned apply(Change change) {
        change.requireSame(IDENTITY);
        var inputs = change.after().inputs();
        var function = registry.function(FunctionName.parse(inputs.string("functionName")));
        var alias = alias(inputs, change.after().name());
        Aliases.require(function, alias);
        function.replace(alias);
        return change.made();
    }

    /** Reads an alias's arguments; throws {@link ProvisionException} for weights that are none. */
    static Alias alias(Inputs inputs, String logicalName) {
        var weights = new TreeMap<String, Double>();
        inputs.block("routingConfig")
                .map(routing -> routing.texts("additionalVersionWeights"))
                .orElse(Map.of())
                .forEach((version, weight) -> weights.put(version, weight(inputs, version, weight)));
        return new Alias(
                inputs.optionalString("name").orElse(logicalName),
                inputs.string("functionVersion"),
                inputs.optionalString("description").orElse(""),
                weights);
    }

    private static double weight(Inputs inputs, String version, String text) {
        try {
            double weight = Double.parseDouble(text);
            if (weight >= 0 && weight <= 1) {
                return weight;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new ProvisionException(
                "%s: additionalVersionWeights[%s] is %s; allowed are 0 to 1".formatted(inputs.owner(), version, text));
    }
}

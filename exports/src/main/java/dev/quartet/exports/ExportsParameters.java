package dev.quartet.exports;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contract as SSM parameters: {@code /quartet/<stack>/exports/<architecture>}, each one JSON document, and
 * {@code …/contract} with the keys that belong to no architecture.
 */
public final class ExportsParameters {
    /** The last part of the parameter that holds {@link Contract}. */
    public static final String CONTRACT = "contract";

    /**
     * What a standard parameter holds: 4 kB.
     *
     * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html">AWS</a>
     */
    public static final int STANDARD_TIER_BYTES = 4096;

    private ExportsParameters() {}

    /** The keys of the document that belong to no architecture. */
    public record Contract(int contractVersion, String stack, String region, String accountId) {}

    /** Returns the path that all of a stack's parameters share, for GetParametersByPath. */
    public static String path(String stack) {
        return "/quartet/" + stack + "/exports";
    }

    /** Returns the name of one parameter. */
    public static String name(String stack, String architecture) {
        return path(stack) + "/" + architecture;
    }

    /** Returns each parameter's name and value. */
    public static Map<String, String> toParameters(StackExports exports) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Contract contract =
                new Contract(exports.contractVersion(), exports.stack(), exports.region(), exports.accountId());
        put(parameters, exports.stack(), CONTRACT, contract);
        put(parameters, exports.stack(), "todo", exports.todo());
        put(parameters, exports.stack(), "blog", exports.blog());
        put(parameters, exports.stack(), "services", exports.services());
        put(parameters, exports.stack(), "updates", exports.updates());
        put(parameters, exports.stack(), "operations", exports.operations());
        return parameters;
    }

    /** Puts a stack's exports together from its parameters; parameters of other names are left aside. */
    public static StackExports fromParameters(String stack, Map<String, String> parameters) {
        String contractName = name(stack, CONTRACT);
        String document = parameters.get(contractName);
        if (document == null) {
            throw new InvalidExportsException(
                    "No parameter " + contractName + "; found: " + parameters.keySet(),
                    new IllegalArgumentException(contractName));
        }
        Contract contract = ExportsJson.read(document, Contract.class);
        return new StackExports(
                contract.contractVersion(),
                contract.stack(),
                contract.region(),
                contract.accountId(),
                null,
                get(parameters, stack, "todo", TodoExports.class),
                get(parameters, stack, "blog", BlogExports.class),
                get(parameters, stack, "services", ServicesExports.class),
                get(parameters, stack, "updates", UpdatesExports.class),
                get(parameters, stack, "operations", OperationsExports.class));
    }

    private static void put(Map<String, String> parameters, String stack, String key, @Nullable Record part) {
        if (part != null) {
            parameters.put(name(stack, key), ExportsJson.write(part));
        }
    }

    private static <T extends Record> @Nullable T get(
            Map<String, String> parameters, String stack, String key, Class<T> type) {
        String document = parameters.get(name(stack, key));
        return document == null ? null : ExportsJson.read(document, type);
    }
}

package dev.quartet.local.lambda.eventsource;

import dev.quartet.local.core.FunctionInvoker;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads which records of a batch a function reports as failed. See <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html">reporting batch item failures</a>.
 */
final class BatchAnswer {
    private static final JsonMapper JSON = JsonMapper.shared();

    private BatchAnswer() {}

    /**
     * Returns the identifiers that failed: none, some, or all when the function failed or its report makes no sense.
     *
     * @param ids identifiers of the batch, in order
     * @param reports if the mapping has ReportBatchItemFailures
     */
    static Set<String> failed(FunctionInvoker.Result result, List<String> ids, boolean reports) {
        var all = new HashSet<>(ids);
        if (result.functionError().isPresent()) {
            return all;
        }
        if (!reports || result.payload().length == 0) {
            return Set.of();
        }
        JsonNode failures;
        try {
            var answer = JSON.readTree(result.payload());
            if (answer.isNull() || answer.isMissingNode()) {
                return Set.of();
            }
            if (!answer.isObject()) {
                return all;
            }
            failures = answer.path("batchItemFailures");
        } catch (JacksonException e) {
            return all;
        }
        if (failures.isNull() || failures.isMissingNode()) {
            return Set.of();
        }
        if (!failures.isArray()) {
            return all;
        }
        var failed = new HashSet<String>();
        for (var failure : failures) {
            var id = failure.path("itemIdentifier").asString("");
            if (!all.contains(id)) {
                return all;
            }
            failed.add(id);
        }
        return failed;
    }
}

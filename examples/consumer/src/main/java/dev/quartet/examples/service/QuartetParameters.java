package dev.quartet.examples.service;

import dev.quartet.exports.ExportsParameters;
import dev.quartet.exports.StackExports;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.ssm.SsmClient;

/** A stack's exports from its SSM parameters; the reader needs {@code ssm:GetParametersByPath} on them. */
final class QuartetParameters {
    private QuartetParameters() {}

    /** Reads them; throws {@link dev.quartet.exports.InvalidExportsException} where there is no such stack. */
    // region ssm
    static StackExports read(SsmClient ssm, String stack) {
        Map<String, String> parameters = new HashMap<>();
        ssm.getParametersByPathPaginator(request -> request.path(ExportsParameters.path(stack)))
                .forEach(page ->
                        page.parameters().forEach(parameter -> parameters.put(parameter.name(), parameter.value())));
        return ExportsParameters.fromParameters(stack, parameters);
    }
    // endregion
}

package dev.quartet.dashboard.contract;

import dev.quartet.exports.ExportsParameters;
import dev.quartet.exports.StackExports;

/** Code that reads this very stack's exports; that of examples/consumer, which the build runs. */
record Snippets(StackExports exports) {
    /** A Pulumi program; only its organisation is not to be known here. */
    String program() {
        return """
                StackReference quartet = new StackReference("ORGANISATION/quartet/%s");
                Output<StackExports> exports =
                        quartet.outputs().applyValue(outputs -> ExportsJson.convert(outputs, StackExports.class));""".formatted(exports.stack());
    }

    /** A Java service. */
    String service() {
        return """
                String stack = "%s";
                Map<String, String> parameters = new HashMap<>();
                ssm.getParametersByPathPaginator(request -> request.path(ExportsParameters.path(stack)))
                        .forEach(page ->
                                page.parameters().forEach(parameter -> parameters.put(parameter.name(), parameter.value())));
                return ExportsParameters.fromParameters(stack, parameters);""".formatted(exports.stack());
    }

    /** A line for a shell: where the first of the stack's architectures answers. */
    String shell() {
        String architecture = exports.services() != null
                ? "services"
                : exports.todo() != null ? "todo" : exports.blog() != null ? "blog" : "updates";
        String path =
                switch (architecture) {
                    case "services" -> ".orders.api.url";
                    case "todo" -> ".api.url";
                    case "blog" -> ".siteUrl";
                    default -> ".baseUrl";
                };
        return "aws ssm get-parameter --name \"%s\" --query Parameter.Value --output text | jq -r %s"
                .formatted(ExportsParameters.name(exports.stack(), architecture), path);
    }
}

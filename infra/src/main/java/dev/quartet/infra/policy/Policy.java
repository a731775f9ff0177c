package dev.quartet.infra.policy;

import com.pulumi.core.Output;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes policy documents. */
public final class Policy {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Policy() {}

    /** Returns the document of these statements as JSON. */
    public static Output<String> document(List<Statement> statements) {
        return Output.all(statements.stream().map(Statement::toJson).toList()).applyValue(known -> {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("Version", "2012-10-17");
            document.put("Statement", known);
            return JSON.writeValueAsString(document);
        });
    }

    /** Returns the document of these statements as JSON. */
    public static Output<String> document(Statement... statements) {
        return document(List.of(statements));
    }

    /** Returns a trust policy by which a service may take a role. */
    public static Output<String> trust(String service) {
        return document(Statement.allow("Assume", "sts:AssumeRole").by(Principal.service(service)));
    }
}

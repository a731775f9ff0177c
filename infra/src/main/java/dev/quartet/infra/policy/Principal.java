package dev.quartet.infra.policy;

import com.pulumi.core.Output;
import java.util.Map;

/** Who a statement of a resource policy or trust policy speaks of. */
public record Principal(String type, Output<String> value) {
    /** Returns an AWS service, for example {@code lambda.amazonaws.com}. */
    public static Principal service(String name) {
        return new Principal("Service", Output.of(name));
    }

    /** Returns an identity provider. */
    public static Principal federated(String name) {
        return new Principal("Federated", Output.of(name));
    }

    /** Returns an account, role or user by ARN. */
    public static Principal aws(Output<String> arn) {
        return new Principal("AWS", arn);
    }

    /** Returns everybody: for Deny statements and endpoint policies, which widen nothing. */
    public static Principal everybody() {
        return new Principal("*", Output.of("*"));
    }

    Output<Object> toJson() {
        return value.applyValue(v -> type.equals("*") ? "*" : Map.of(type, v));
    }
}

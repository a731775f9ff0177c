package dev.quartet.local.apigateway;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.quartet.local.core.ProvisionException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model: JSON Schema draft 4, the only one REST APIs know.
 * See https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html Thread-safe.
 */
final class ModelSchema {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Schema schema;

    private ModelSchema(Schema schema) {
        this.schema = schema;
    }

    /** Compiles {@code text}; {@code owner} names the model in an error. Nothing is ever fetched from elsewhere. */
    static ModelSchema compile(String owner, String text) {
        try {
            if (!JSON.readTree(text).isObject()) {
                throw new IllegalArgumentException("a schema is a JSON object");
            }
            var registry = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_4,
                    builder -> builder.schemaLoader(loader -> loader.fetchRemoteResources(false)));
            var schema = registry.getSchema(text, InputFormat.JSON);
            schema.initializeValidators();
            return new ModelSchema(schema);
        } catch (RuntimeException e) {
            throw new ProvisionException(
                    "%s: BadRequestException: Invalid model schema specified. %s".formatted(owner, e.getMessage()), e);
        }
    }

    /** Throws {@link RequestFailure} 400 unless {@code body} is JSON that this schema admits. */
    void validate(byte[] body) {
        var text = new String(body, StandardCharsets.UTF_8);
        try {
            JSON.readTree(text); // strict: one value, nothing after it
        } catch (JacksonException e) {
            throw RequestFailure.unparsableBody("Could not parse request body into json: " + e.getOriginalMessage());
        }
        List<com.networknt.schema.Error> errors = schema.validate(text, InputFormat.JSON);
        if (!errors.isEmpty()) {
            throw RequestFailure.invalidBody(
                    errors.stream().map(ModelSchema::describe).collect(Collectors.joining(", ", "[", "]")));
        }
    }

    private static String describe(com.networknt.schema.Error error) {
        var location = error.getInstanceLocation().toString();
        return location.isEmpty() || location.equals("$") ? error.getMessage() : location + ": " + error.getMessage();
    }
}

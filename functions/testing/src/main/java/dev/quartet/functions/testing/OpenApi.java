package dev.quartet.functions.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** An API's document, to hold every answer to it. */
public final class OpenApi {
    private final ObjectMapper json = new ObjectMapper();
    private final JsonNode document;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** @param name of the file in docs/api; the test runs in its module's folder, as Maven does it */
    public static OpenApi of(String name) {
        return new OpenApi(Path.of("../../docs/api", name));
    }

    private OpenApi(Path file) {
        document = new YAMLMapper().readTree(file.toFile());
    }

    public Call call(String method, String resource) {
        return new Call(this, method, resource);
    }

    /** The documented methods of each path. */
    public Map<String, Set<String>> methods() {
        Map<String, Set<String>> methods = new LinkedHashMap<>();
        document.path("paths").forEachEntry((path, item) -> {
            Set<String> names = new TreeSet<>();
            item.forEachEntry((name, operation) -> {
                if (operation.has("operationId")) {
                    names.add(name.toUpperCase(Locale.ROOT));
                }
            });
            methods.put(path, names);
        });
        return methods;
    }

    /** The answer's status is documented, and its body, headers and content type are as documented. */
    void check(String method, String path, Call.Answer answer, String body) {
        JsonNode operation = document.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
        if (operation.isMissingNode() || answer.status() == 500) {
            return;
        }
        JsonNode response = resolved(operation.path("responses").path(String.valueOf(answer.status())));
        assertThat(response.isMissingNode())
                .as("%s %s answers %d, which is not documented", method, path, answer.status())
                .isFalse();
        response.path("headers")
                .forEachEntry((name, header) -> assertThat(answer.headers().has(name))
                        .as("header %s of %s %s %d", name, method, path, answer.status())
                        .isTrue());
        if (!response.has("content")) {
            assertThat(body).isEmpty();
            return;
        }
        JsonNode content = response.path("content").path(answer.header("Content-Type"));
        assertThat(content.isMissingNode())
                .as("content type %s", answer.header("Content-Type"))
                .isFalse();
        ObjectNode schema = json.createObjectNode();
        schema.set("$ref", content.path("schema").path("$ref"));
        schema.set("components", document.path("components"));
        assertThat(schemas.getSchema(json.writeValueAsString(schema)).validate(body, InputFormat.JSON))
                .as("%s", body)
                .isEmpty();
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }
}

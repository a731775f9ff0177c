package dev.quartet.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ExportsJsonTest {
    private static final TodoExports TODO = new TodoExports(
            new ApiRef("https://abc.execute-api.ap-northeast-1.amazonaws.com/v1", "abc", "quartet-dev-todo", "v1"),
            "ap-northeast-1_Abc",
            "client",
            "ap-northeast-1:pool",
            "files",
            "private/${cognito-identity.amazonaws.com:sub}/",
            new TableRef("todos", List.of(), null),
            null,
            List.of(new FunctionRef("todo-api", "live")));
    private static final StackExports DOCUMENT =
            new StackExports(1, "dev", "ap-northeast-1", "123456789012", null, TODO, null, null, null, null);

    @Provide
    Arbitrary<StackExports> documents() {
        return Samples.documents();
    }

    @Property(tries = 200)
    void documents_surviveJson(@ForAll("documents") StackExports document) {
        assertThat(ExportsJson.read(ExportsJson.write(document))).isEqualTo(document);
    }

    @Property(tries = 100)
    void documents_surviveStackReferences_whoseNumbersAreFloating(@ForAll("documents") StackExports document) {
        assertThat(ExportsJson.convert(floating(ExportsJson.toMap(document)), StackExports.class))
                .isEqualTo(document);
    }

    private static Map<String, Object> floating(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(
                String.valueOf(key),
                switch (value) {
                    case Integer number -> number.doubleValue();
                    case Map<?, ?> inner -> floating(inner);
                    case null, default -> value;
                }));
        return result;
    }

    @Property(tries = 100)
    void documents_surviveParameters(@ForAll("documents") StackExports document) {
        var parameters = ExportsParameters.toParameters(document);
        assertThat(ExportsParameters.fromParameters(document.stack(), parameters))
                .isEqualTo(document);
    }

    @Test
    void absentArchitecture_isAnAbsentKey_butNoDaxIsNull() {
        var map = ExportsJson.toMap(DOCUMENT);
        assertThat(map).containsOnlyKeys("contractVersion", "stack", "region", "accountId", "todo");
        assertThat(ExportsJson.write(DOCUMENT))
                .contains("\"daxClusterName\":null")
                .doesNotContain("streamArn");
    }

    @Test
    void localDocument_addsTheEndpoint() {
        var local = DOCUMENT.withEndpointUrl("http://127.0.0.1:4566");
        assertThat(ExportsJson.read(ExportsJson.writePretty(local)).endpointUrl())
                .isEqualTo("http://127.0.0.1:4566");
    }

    @Test
    void unknownKeys_areTolerated() {
        String json = ExportsJson.write(DOCUMENT).replaceFirst("\\{", "{\"news\":{\"a\":1},");
        assertThat(ExportsJson.read(json)).isEqualTo(DOCUMENT);
    }

    @Test
    void servicesOfBeforeTheyHadUrlsAndDeadLetters_areRead() {
        ApiRef api = DOCUMENT.todo().api();
        TableRef table = new TableRef("t", List.of(), null);
        QueueRef queue = new QueueRef("q", "https://sqs/q", "arn:aws:sqs:q");
        ServiceExports service = new ServiceExports(api, null, table, null, null, List.of());
        ServicesExports services = new ServicesExports(
                service,
                service,
                service,
                service,
                service,
                new ImportsExports("b", "incoming/", null, queue, queue, List.of()),
                "arn:aws:sns:t",
                queue,
                queue,
                "events",
                "failed",
                List.of());
        String json = ExportsJson.write(services);
        assertThat(json).doesNotContain("\"url\":null").contains(",\"deadLetterQueues\":[]");
        assertThat(ExportsJson.read(json.replace(",\"deadLetterQueues\":[]", ""), ServicesExports.class))
                .isEqualTo(services);
    }

    @Test
    void parameterNames_bearStackAndArchitecture() {
        assertThat(ExportsParameters.toParameters(DOCUMENT))
                .containsOnlyKeys("/quartet/dev/exports/contract", "/quartet/dev/exports/todo");
    }

    @Test
    void badValue_namesKeyValueAndWhatIsAllowed() {
        String json = ExportsJson.write(DOCUMENT).replace("https://abc", "ftp://abc");
        assertThatThrownBy(() -> ExportsJson.read(json))
                .isInstanceOf(InvalidExportsException.class)
                .hasMessageContaining("todo.api")
                .hasMessageContaining("url is 'ftp://abc")
                .hasMessageContaining("https://");
    }

    @Test
    void missingKeyOrTooNewVersion_isRefused() {
        assertThatThrownBy(() -> ExportsJson.read("{\"contractVersion\":1}")).hasMessageContaining("stack is absent");
        assertThatThrownBy(() -> ExportsJson.read(
                        ExportsJson.write(DOCUMENT).replace("\"contractVersion\":1", "\"contractVersion\":3")))
                .hasMessageContaining("contractVersion is '3'; allowed: 1 to 2");
        assertThatThrownBy(() -> ExportsJson.read("null")).isInstanceOf(InvalidExportsException.class);
        assertThatThrownBy(() -> ExportsJson.read("{")).isInstanceOf(InvalidExportsException.class);
    }
}

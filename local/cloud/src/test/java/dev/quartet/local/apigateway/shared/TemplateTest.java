package dev.quartet.local.apigateway.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class TemplateTest {
    private static final Map<String, String> VALUES = Map.of(
            "context.requestId", "id",
            "context.error.messageString", "\"a \\\"b\\\"\"",
            "context.error.message", "a \"b\"",
            "context.authorizer.claims.cognito:username", "ann",
            "stageVariables.alias", "live");

    @Test
    void render_shouldFillInVariables_inAnyOfTheirForms() {
        assertThat(render("$context.requestId.")).isEqualTo("id.");
        assertThat(render("${stageVariables.alias}!")).isEqualTo("live!");
        assertThat(render("{\"id\":$context.requestId}")).isEqualTo("{\"id\":id}");
        assertThat(render("$context.authorizer.claims.cognito:username $context.none $5 $contexts"))
                .isEqualTo("ann - $5 $contexts");
    }

    @Test
    void render_shouldEscapeValues_exceptWhatIsJsonAlready() {
        assertThat(render("{\"a\":$context.error.messageString,\"b\":\"$context.error.message\"}"))
                .isEqualTo("{\"a\":\"a \\\"b\\\"\",\"b\":\"a \\\"b\\\"\"}");
    }

    @Test
    void needsVelocity_shouldTellDirectives() {
        assertThat(Template.needsVelocity("#set($x = 1)")).isTrue();
        assertThat(Template.needsVelocity("$input.json('$')")).isTrue();
        assertThat(Template.needsVelocity("{\"statusCode\": 204, \"a\": \"#1 $context.requestId\"}"))
                .isFalse();
    }

    private static String render(String text) {
        return Template.parse(text).render(VALUES::get, JsonText::escape, "-");
    }
}

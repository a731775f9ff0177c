package dev.quartet.local.ses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** SES's part of Handlebars. */
class TemplateTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Hi {{name}}!                                     | Hi Kim!
            {{ name }}{{{name}}}                             | KimKim
            {{a.b}}                                          | deep
            {{html}}                                         | <b>
            {{#if name}}yes{{else}}no{{/if}}                 | yes
            {{#if none}}yes{{else}}no{{/if}}                 | no
            {{#unless none}}x{{/unless}}                     | x
            {{#each list}}[{{this}}{{name}}]{{/each}}        | [1Kim][2Kim]
            {{#each items}}{{id}},{{/each}}                  | 7,8,
            {{#each none}}x{{else}}empty{{/each}}            | empty
            {{#if name}}{{#if none}}a{{else}}b{{/if}}{{/if}} | b
            no tags                                          | no tags
            """)
    void tags_shouldBeRendered(String template, String rendered) {
        var data = JsonMapper.shared().readTree("""
                {"name": "Kim", "a": {"b": "deep"}, "html": "<b>", "list": [1, 2], "items": [{"id": 7}, {"id": 8}]}""");
        assertThat(Template.render(template, data)).isEqualTo(rendered);
    }

    @Test
    void whatIsMissingOrBroken_shouldBeTold() {
        var data = JsonMapper.shared().createObjectNode();
        assertThatThrownBy(() -> Template.render("{{a.b}}", data))
                .hasMessage("Attribute 'a.b' is not present in the rendering data.");
        assertThatThrownBy(() -> Template.render("{{#if a}}x", data)).hasMessageContaining("not closed");
        assertThatThrownBy(() -> Template.render("x{{/if}}", data)).hasMessageContaining("Unexpected tag");
        assertThatThrownBy(() -> Template.render("{{#with a}}x{{/with}}", data))
                .hasMessageContaining("Unsupported tag");
    }
}

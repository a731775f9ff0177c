package dev.quartet.local.ses;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON that a template is rendered with. */
final class TemplateData {
    private static final JsonMapper JSON = JsonMapper.shared();

    private TemplateData() {}

    static ObjectNode parse(String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw SesErrors.badRequest("Template data is not valid JSON: " + e.getOriginalMessage());
        }
        throw SesErrors.badRequest("Template data is not a JSON object");
    }

    /** Returns {@code common} with what {@code own} replaces. */
    static String merge(String common, String own) {
        var result = parse(common);
        result.setAll(parse(own));
        return result.toString();
    }
}

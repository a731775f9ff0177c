package dev.quartet.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import org.jspecify.annotations.Nullable;

/** Generates the JSON schema of the contract from its records. */
final class ExportsSchema {
    private ExportsSchema() {}

    static String generate() {
        SchemaGeneratorConfigBuilder config =
                new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON);
        config.with(Option.PLAIN_DEFINITION_KEYS, Option.DEFINITIONS_FOR_ALL_OBJECTS);
        config.forTypesInGeneral().withPropertySorter((unusedOne, unusedOther) -> 0);
        config.forFields()
                .withIgnoreCheck(FieldScope::isStatic)
                .withRequiredCheck(field -> field.getAnnotationConsideringFieldAndGetter(JsonInclude.class) == null)
                .withNullableCheck(field -> field.getAnnotationConsideringFieldAndGetter(JsonInclude.class) == null
                        && field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class));
        return new SchemaGenerator(config.build())
                .generateSchema(StackExports.class)
                .toPrettyString();
    }
}

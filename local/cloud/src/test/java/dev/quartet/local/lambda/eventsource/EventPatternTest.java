package dev.quartet.local.lambda.eventsource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.AwsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class EventPatternTest {
    private static final String EVENT = """
            {"name": "INSERT", "n": 5, "flag": true, "nothing": null, "tags": ["a", "b"],
             "inner": {"key": "visitor-1", "file": "x.jpg"}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\": [\"INSERT\", \"MODIFY\"]} | true",
                "{\"name\": [\"REMOVE\"]} | false",
                "{\"name\": [\"insert\"]} | false",
                "{\"name\": [{\"equals-ignore-case\": \"insert\"}]} | true",
                "{\"inner\": {\"key\": [{\"prefix\": \"visitor\"}], \"file\": [{\"suffix\": \".jpg\"}]}} | true",
                "{\"inner\": {\"key\": [{\"prefix\": \"x\"}]}} | false",
                "{\"n\": [5.0]} | true",
                "{\"n\": [\"5\"]} | false",
                "{\"n\": [{\"numeric\": [\">\", 4, \"<=\", 5]}]} | true",
                "{\"n\": [{\"numeric\": [\"=\", 4]}]} | false",
                "{\"n\": [{\"anything-but\": [1, 2]}]} | true",
                "{\"name\": [{\"anything-but\": \"INSERT\"}]} | false",
                "{\"name\": [{\"anything-but\": {\"prefix\": \"REM\"}}]} | true",
                "{\"missing\": [{\"anything-but\": \"x\"}]} | false",
                "{\"missing\": [{\"exists\": false}]} | true",
                "{\"name\": [{\"exists\": false}]} | false",
                "{\"flag\": [true], \"nothing\": [null]} | true",
                "{\"missing\": [null]} | false",
                "{\"tags\": [\"b\"]} | true",
                "{\"$or\": [{\"name\": [\"X\"]}, {\"n\": [5]}]} | true",
            })
    void pattern_shouldMatchAsEventBridgeDoes(String pattern, boolean matches) {
        assertThat(EventPattern.parse(pattern).matches(JsonMapper.shared().readTree(EVENT)))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "{}",
                "[]",
                "{\"name\": \"INSERT\"}",
                "{\"name\": []}",
                "{\"name\": [[\"a\"]]}",
                "{\"name\": [{\"like\": \"a\"}]}",
                "{\"n\": [{\"numeric\": [\">\"]}]}",
                "{\"n\": [{\"numeric\": [\"~\", 1]}]}",
                "{\"n\": [{\"numeric\": [\">\", \"1\"]}]}"
            })
    void malformedPattern_shouldBeRefused(String pattern) {
        assertThatThrownBy(() -> EventPattern.parse(pattern))
                .isInstanceOf(AwsException.class)
                .hasMessageContaining("Invalid filter pattern definition");
    }
}

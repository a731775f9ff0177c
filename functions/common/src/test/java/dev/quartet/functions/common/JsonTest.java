package dev.quartet.functions.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonTest {
    private static Map<String, Object> read(String text) {
        return Json.object(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsWhatItWrites() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("text", "quote \" slash \\ line \n 🥛");
        object.put("none", null);
        object.put("yes", true);
        object.put("count", 3);
        object.put("share", 0.25);
        object.put("list", Arrays.asList("a", null, Map.of("b", List.of())));
        assertThat(Json.object(Json.bytes(object))).isEqualTo(object);
        assertThat(Json.object(Json.bytes(object)).keySet())
                .containsExactly("text", "none", "yes", "count", "share", "list");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    [1]              | is not a JSON object
                    ``               | is not a JSON object
                    {"a":1} 2        | has something after the JSON object
                    {"a":1,"a":2}    | is not valid JSON: Duplicate Object property "a"
                    {"a":            | is not valid JSON
                    {"a":01}         | is not valid JSON
                    """)
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidJsonException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void neverQuotesWhatItCouldNotRead() {
        assertThatThrownBy(() -> read("{\"password\": hunter2hunter2}"))
                .isInstanceOf(InvalidJsonException.class)
                .hasMessageContaining("line 1");
    }

    @Test
    void refusesBrokenUtf8() {
        assertThatThrownBy(() -> Json.object(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}))
                .isInstanceOf(InvalidJsonException.class);
    }
}

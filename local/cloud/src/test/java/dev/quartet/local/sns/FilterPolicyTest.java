package dev.quartet.local.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.MessageAttribute;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What SNS's documentation says that filter policies accept. */
class FilterPolicyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"k":["a","b"]}                          | {"k":"b"}                  | true
            {"k":["a"]}                              | {"k":"b"}                  | false
            {"k":["a"]}                              | {"other":"a"}              | false
            {"k":["a"],"l":[1]}                      | {"k":"a","l":1.0}          | true
            {"k":["a"],"l":[1]}                      | {"k":"a"}                  | false
            {"k":[{"prefix":"ab"}]}                  | {"k":"abc"}                | true
            {"k":[{"suffix":"bc"}]}                  | {"k":"abc"}                | true
            {"k":[{"suffix":"ab"}]}                  | {"k":"abc"}                | false
            {"k":[{"equals-ignore-case":"ABC"}]}     | {"k":"abc"}                | true
            {"k":[{"wildcard":"a*c"}]}               | {"k":"abbc"}               | true
            {"k":[{"anything-but":["a","b"]}]}       | {"k":"c"}                  | true
            {"k":[{"anything-but":["a","b"]}]}       | {"k":"a"}                  | false
            {"k":[{"anything-but":{"prefix":"a"}}]}  | {"k":"abc"}                | false
            {"k":[{"anything-but":"a"}]}             | {"l":"abc"}                | false
            {"k":[{"numeric":["=",5]}]}              | {"k":5.0}                  | true
            {"k":[{"numeric":[">",0,"<=",5]}]}       | {"k":5}                    | true
            {"k":[{"numeric":[">",0,"<=",5]}]}       | {"k":0}                    | false
            {"k":[{"exists":true}]}                  | {"k":null}                 | true
            {"k":[{"exists":false}]}                 | {"l":1}                    | true
            {"k":[{"exists":false}]}                 | {"k":1}                    | false
            {"k":{"l":["x"]}}                        | {"k":{"l":"x"}}            | true
            {"k":{"l":["x"]}}                        | {"k":[{"l":"y"},{"l":"x"}]}| true
            {"k":["x"]}                              | {"k":["y","x"]}            | true
            {"$or":[{"a":[1]},{"b":[2]}]}            | {"b":2}                    | true
            {"$or":[{"a":[1]},{"b":[2]}]}            | {"a":2}                    | false
            """)
    void bodies_shouldBeFiltered(String policy, String body, boolean accepted) {
        assertThat(FilterPolicy.parse(policy, "MessageBody").accepts(body, Map.of()))
                .isEqualTo(accepted);
    }

    @Test
    void attributes_shouldBeFilteredByTheirTypes() {
        var attributes = Map.of(
                "n", new MessageAttribute("Number", "10.50"),
                "s", MessageAttribute.string("10.50"),
                "a", new MessageAttribute("String.Array", "[\"x\",\"y\"]"));
        assertThat(accepts("{\"n\":[10.5]}", attributes)).isTrue();
        assertThat(accepts("{\"s\":[10.5]}", attributes)).isFalse();
        assertThat(accepts("{\"s\":[\"10.50\"]}", attributes)).isTrue();
        assertThat(accepts("{\"a\":[\"y\"]}", attributes)).isTrue();
        assertThat(accepts("{\"none\":[{\"exists\":false}]}", attributes)).isTrue();
    }

    @Test
    void bodiesThatAreNotJson_shouldNotPass() {
        assertThat(FilterPolicy.parse("{\"k\":[\"a\"]}", "MessageBody").accepts("plain text", Map.of()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "nonsense",
                "{\"k\":\"a\"}",
                "{\"k\":[]}",
                "{\"k\":[{\"like\":\"a\"}]}",
                "{\"k\":[{\"numeric\":[\"!\",1]}]}",
                "{\"k\":[{\"prefix\":1}]}",
                "{\"a\":[1],\"b\":[1],\"c\":[1],\"d\":[1],\"e\":[1],\"f\":[1]}"
            })
    void policiesThatSnsDoesNotKnow_shouldBeRefused(String policy) {
        assertThatThrownBy(() -> FilterPolicy.parse(policy, "MessageAttributes"))
                .isInstanceOf(AwsException.class)
                .hasMessageContaining("FilterPolicy");
    }

    private static boolean accepts(String policy, Map<String, MessageAttribute> attributes) {
        return FilterPolicy.parse(policy, "MessageAttributes").accepts("", attributes);
    }
}

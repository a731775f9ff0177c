package dev.quartet.local.apigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class QueryStringTest {
    @Test
    void parse_shouldDecodeNamesAndValues() {
        assertThat(QueryString.parse("a=1&b+c=%2B&a=%C3%A9&d&&e=f=g"))
                .isEqualTo(Map.of("a", List.of("1", "é"), "b c", List.of("+"), "d", List.of(""), "e", List.of("f=g")));
        assertThat(QueryString.parse(null)).isEmpty();
        assertThat(QueryString.parse("")).isEmpty();
    }

    @Test
    void parse_shouldRefuseABrokenPercentSign() {
        assertThatThrownBy(() -> QueryString.parse("a=%zz"))
                .isInstanceOf(RequestFailure.class)
                .hasMessage("Invalid percent-encoding in the query string");
    }
}

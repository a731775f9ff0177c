package dev.quartet.infra.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeNameTest {
    @ParameterizedTest
    @CsvSource({
        "d111111abcdef8.cloudfront.net, https://d111111abcdef8.cloudfront.net",
        "localhost:4602, http://localhost:4602",
        "127.0.0.1, http://127.0.0.1",
        "localhost.example.com, https://localhost.example.com",
    })
    void url_isHttpOnLoopbackAlone(String host, String url) {
        assertThat(EdgeName.urlOf(host)).isEqualTo(url);
    }
}

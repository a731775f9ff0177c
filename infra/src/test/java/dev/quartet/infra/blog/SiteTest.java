package dev.quartet.infra.blog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteTest {
    @ParameterizedTest
    @CsvSource({"index.html, text/html; charset=utf-8", "assets/a.b.JS, text/javascript; charset=utf-8"})
    void contentType_followsTheExtension(String path, String type) {
        assertThat(SiteFiles.contentType(path)).isEqualTo(type);
    }

    @Test
    void unknownExtension_isRefused() {
        assertThatThrownBy(() -> SiteFiles.contentType("notes.docx"))
                .hasMessageContaining("notes.docx")
                .hasMessageContaining("docx")
                .hasMessageContaining("html");
    }
}

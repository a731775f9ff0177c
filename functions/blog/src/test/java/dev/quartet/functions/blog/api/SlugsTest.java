package dev.quartet.functions.blog.api;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SlugsTest {
    @ParameterizedTest
    @CsvSource({
        "'Hello, World!', hello-world",
        "'  Café: crème brûlée ', cafe-creme-brulee",
        "'It’s Ada''s 2nd post', its-adas-2nd-post",
        "제주도의 봄, jejudoui-bom",
        "'AWS 서버리스 입문', aws-seobeoriseu-ipmun",
        "꽃이 핀 길, kkoti-pin-gil",
        "東京, ''",
        "---, ''",
    })
    void namesAPostByItsTitle(String title, String slug) {
        assertThat(Slugs.of(title)).isEqualTo(slug);
    }

    @Test
    void cutsLongTitlesBetweenWords() {
        assertThat(Slugs.of("word ".repeat(30))).isEqualTo("word-".repeat(15) + "word");
        assertThat(Slugs.of("x".repeat(200))).isEqualTo("x".repeat(80));
    }

    @Property(tries = 500)
    void isASlugOrNothing(@ForAll String title) {
        String slug = Slugs.of(title);
        assertThat(slug.isEmpty() || Slugs.isSlug(slug)).as(slug).isTrue();
        assertThat(Slugs.of(slug)).isEqualTo(slug);
    }
}

package dev.quartet.functions.blog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EmailsTest {
    @ParameterizedTest
    @CsvSource({
        "' Ada@Example.COM ', ada@example.com",
        "bounce+label@simulator.amazonses.com, bounce+label@simulator.amazonses.com",
        "kim@한국.kr, kim@xn--3e0b707e.kr",
        "o'neil@sub.example.co.uk, o'neil@sub.example.co.uk",
    })
    void givesOneSpelling(String text, String normalised) {
        assertThat(Emails.normalised(text)).isEqualTo(normalised);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@example.com",
                "ada@",
                "ada",
                "ada@localhost",
                "a..b@example.com",
                ".a@example.com",
                "\"a b\"@example.com",
                "a b@example.com",
                "김@example.com",
                "a@b@example.com",
                "a@-x.com",
                "a@127.0.0.1",
                "a@example.com, b@example.com",
                "a@example.com\r\nBcc: b@example.com",
                "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg@example.com"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> Emails.normalised(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 500)
    void givesWhatItTakesAgainOrRefuses(@ForAll String local, @ForAll String domain) {
        String once;
        try {
            once = Emails.normalised(local + "@" + domain);
        } catch (IllegalArgumentException e) {
            return;
        }
        assertThat(Emails.normalised(once)).isEqualTo(once).matches("\\p{ASCII}+");
    }
}

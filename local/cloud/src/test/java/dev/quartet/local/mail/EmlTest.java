package dev.quartet.local.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.local.core.MailSink.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Mails as files for mail programs. */
class EmlTest {
    @Test
    void mails_shouldHaveHeadersAndBothBodies() {
        var subject = "김님, 블로그에 오신 것을 진심으로 환영합니다 — welcome to the blog";
        var eml = write(new Message(
                "id-1",
                "블로그 <blog@example.com>",
                List.of("kim@example.org", "lee@example.org"),
                subject,
                "안녕",
                Optional.of("<b>안녕</b>"),
                Optional.of("welcome"),
                Map.of("kind", "welcome")));

        assertThat(eml)
                .contains(
                        "Message-ID: <id-1@email.amazonses.com>\r\n",
                        "Date: Sat, 31 Jan 2026 12:00:00 GMT\r\n",
                        " <blog@example.com>\r\n",
                        "To: kim@example.org,\r\n lee@example.org\r\n",
                        "X-SES-CONFIGURATION-SET: welcome\r\n",
                        base64("안녕"),
                        base64("<b>안녕</b>"));
        assertThat(decoded(eml, "Subject")).isEqualTo(subject);
        assertThat(decoded(eml, "From")).isEqualTo("블로그 <blog@example.com>");
        assertThat(eml.lines().mapToInt(String::length).max().orElse(0)).isLessThanOrEqualTo(120);
    }

    @Test
    void headers_shouldNotBeSmuggledIn() {
        var eml = write(new Message(
                "id",
                "a@example.com",
                List.of("b@example.com"),
                "x\r\nBcc: c@example.com",
                "",
                Optional.empty(),
                Optional.empty(),
                Map.of()));
        assertThat(eml).doesNotContain("\nBcc").contains("Subject: x Bcc: c@example.com\r\n");
    }

    private static String write(Message message) {
        return new String(Eml.write(message, Instant.parse("2026-01-31T12:00:00Z")), StandardCharsets.US_ASCII);
    }

    /** Returns a field's value, unfolded, its encoded words decoded and joined (RFC 2047). */
    private static String decoded(String eml, String field) {
        var unfolded = eml.replaceAll("\r\n ", " ");
        var value = Pattern.compile("(?m)^" + field + ": (.*?)\r?$").matcher(unfolded);
        assertThat(value.find()).isTrue();
        return Pattern.compile("=\\?UTF-8\\?B\\?([^?]*)\\?=")
                .matcher(value.group(1).replace("?= =?", "?==?"))
                .replaceAll(word -> new String(Base64.getDecoder().decode(word.group(1)), StandardCharsets.UTF_8));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

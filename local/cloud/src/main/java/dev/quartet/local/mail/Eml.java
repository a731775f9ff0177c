package dev.quartet.local.mail;

import dev.quartet.local.core.MailSink.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;

/** Writes a mail as other programs read it: RFC 5322 with MIME, as a file named {@code .eml}. */
final class Eml {
    private static final String CRLF = "\r\n";
    /** 45 bytes of text are 60 characters of Base64: an encoded word has 75 at most (RFC 2047, 2). */
    private static final int WORD_BYTES = 45;

    private Eml() {}

    static byte[] write(Message message, Instant sentAt) {
        var out = new StringBuilder();
        field(out, "Message-ID", "<" + clean(message.messageId()) + "@email.amazonses.com>");
        field(out, "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(sentAt.atOffset(ZoneOffset.UTC)));
        field(out, "From", address(message.from()));
        field(
                out,
                "To",
                String.join(
                        "," + CRLF + " ",
                        message.to().stream().map(Eml::address).toList()));
        field(out, "Subject", words(clean(message.subject())));
        message.configurationSet().ifPresent(set -> field(out, "X-SES-CONFIGURATION-SET", clean(set)));
        if (!message.tags().isEmpty()) {
            var tags = new ArrayList<String>();
            message.tags().forEach((name, value) -> tags.add(clean(name) + "=" + clean(value)));
            tags.sort(null);
            field(out, "X-SES-MESSAGE-TAGS", words(String.join(", ", tags)));
        }
        field(out, "MIME-Version", "1.0");
        if (message.html().isEmpty()) {
            part(out, "text/plain", message.text());
        } else {
            var boundary =
                    "=_quartet_" + Integer.toHexString(message.messageId().hashCode());
            field(out, "Content-Type", "multipart/alternative; boundary=\"" + boundary + "\"");
            out.append(CRLF).append("--").append(boundary).append(CRLF);
            part(out, "text/plain", message.text());
            out.append("--").append(boundary).append(CRLF);
            part(out, "text/html", message.html().get());
            out.append("--").append(boundary).append("--").append(CRLF);
        }
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void part(StringBuilder out, String type, String text) {
        field(out, "Content-Type", type + "; charset=UTF-8");
        field(out, "Content-Transfer-Encoding", "base64");
        out.append(CRLF)
                .append(Base64.getMimeEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
                .append(CRLF);
    }

    private static void field(StringBuilder out, String name, String value) {
        out.append(name).append(": ").append(value).append(CRLF);
    }

    /** Only the name before {@code <…>} may be encoded. */
    private static String address(String text) {
        var clean = clean(text);
        var open = clean.lastIndexOf('<');
        return open > 0 ? words(clean.substring(0, open).trim()) + " " + clean.substring(open) : clean;
    }

    /** No line break of a value may begin a field of its own. */
    private static String clean(String value) {
        return value.replaceAll("[\\r\\n]+", " ");
    }

    /** Returns {@code text}, as encoded words unless it is ASCII. */
    private static String words(String text) {
        if (text.chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
            return text;
        }
        var result = new ArrayList<String>();
        var word = new StringBuilder();
        text.codePoints().forEach(c -> {
            var character = Character.toString(c);
            var bytes = (word + character).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > WORD_BYTES) {
                result.add(word(word.toString()));
                word.setLength(0);
            }
            word.append(character);
        });
        result.add(word(word.toString()));
        return String.join(CRLF + " ", result);
    }

    private static String word(String text) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}

package dev.quartet.local.aws;

import java.nio.charset.StandardCharsets;

/** Writes small XML documents: elements and text, escaped. Not thread-safe. */
public final class XmlWriter {
    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    /** Opens element {@code name}. */
    public XmlWriter open(String name) {
        out.append('<').append(name).append('>');
        return this;
    }

    /** Opens the root element {@code name} in {@code namespace}. */
    public XmlWriter open(String name, String namespace) {
        out.append('<').append(name).append(" xmlns=\"");
        escape(namespace);
        out.append("\">");
        return this;
    }

    /** Closes element {@code name}. */
    public XmlWriter close(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    /** Writes text. */
    public XmlWriter text(String text) {
        escape(text);
        return this;
    }

    /** Writes an element that holds {@code text}. */
    public XmlWriter element(String name, String text) {
        return open(name).text(text).close(name);
    }

    /** Returns the document in UTF-8. */
    public byte[] toBytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void escape(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\r' -> out.append("&#xD;");
                case '\n', '\t' -> out.append((char) c);
                // XML 1.0 has no way to write the others.
                default -> out.appendCodePoint(c < 0x20 || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c);
            }
        });
    }
}

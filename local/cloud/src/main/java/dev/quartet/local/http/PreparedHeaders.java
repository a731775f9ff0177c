package dev.quartet.local.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** Header fields that are sent many times, encoded once. Immutable. */
public final class PreparedHeaders {
    private final HttpField[] fields;
    private final boolean date;
    private final int bytes;

    private PreparedHeaders(HttpField[] fields, boolean date, int bytes) {
        this.fields = fields;
        this.date = date;
        this.bytes = bytes;
    }

    /** Encodes {@code fields} in their order. */
    public static PreparedHeaders of(List<Map.Entry<String, String>> fields) {
        var encoded = new ArrayList<HttpField>(fields.size());
        boolean date = false;
        int bytes = 0;
        for (var field : fields) {
            var known = HttpHeader.CACHE.get(field.getKey());
            encoded.add(
                    known == null
                            ? new PreEncodedHttpField(field.getKey(), field.getValue())
                            : new PreEncodedHttpField(known, field.getKey(), field.getValue()));
            date |= known == HttpHeader.DATE;
            bytes += fieldBytes(field.getKey(), field.getValue());
        }
        return new PreparedHeaders(encoded.toArray(HttpField[]::new), date, bytes);
    }

    /** Returns how many bytes they take on the wire. */
    public int bytes() {
        return bytes;
    }

    /** Returns how many bytes one field takes on the wire. */
    public static int fieldBytes(String name, String value) {
        return name.length() + 2 + value.length() + 2; // Jetty writes a byte for each char
    }

    HttpField[] fields() {
        return fields;
    }

    /** Returns if they hold a Date of their own. */
    public boolean hasDate() {
        return date;
    }
}

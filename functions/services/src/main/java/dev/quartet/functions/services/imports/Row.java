package dev.quartet.functions.services.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.quartet.functions.services.Skus;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An order as a line of a file has it: CSV (RFC 4180), of which a quoted field may not run on in the next line.
 *
 * @param customer 1 to 100 characters
 * @param quantity 1 to 1000
 */
record Row(String customer, String sku, int quantity) {
    /** A line that is no order; the message says why. */
    static final class RefusedException extends Exception {
        RefusedException(String message) {
            super(message, null, false, false);
        }
    }

    private static final List<String> HEADER = List.of("customer", "sku", "quantity");
    private static final int MAX_CUSTOMER = 100;
    private static final int MAX_QUANTITY = 1_000;
    private static final int SHOWN = 60;

    /** @throws RefusedException saying everything that is wrong, and what is allowed */
    static Row of(LineReader.Line line) throws RefusedException {
        List<String> fields = fields(line);
        if (fields.size() != HEADER.size()) {
            throw new RefusedException("has " + fields.size() + " fields; needed are 3: customer, sku and quantity");
        }
        List<String> wrong = new ArrayList<>();
        String customer = fields.get(0);
        int length = customer.codePointCount(0, customer.length());
        if (customer.isBlank() || length > MAX_CUSTOMER) {
            wrong.add("customer has " + length + " characters; allowed are 1 to " + MAX_CUSTOMER);
        } else if (customer.chars().anyMatch(Character::isISOControl)) {
            wrong.add("customer has a control character");
        }
        String sku = fields.get(1);
        if (!Skus.isSku(sku)) {
            wrong.add("sku is '" + shortened(sku)
                    + "'; allowed are 1 to 40 capital letters, digits and hyphens, no hyphen first");
        }
        int quantity = quantity(fields.get(2));
        if (quantity < 1 || quantity > MAX_QUANTITY) {
            wrong.add("quantity is '" + shortened(fields.get(2)) + "'; allowed is a whole number from 1 to "
                    + MAX_QUANTITY);
        }
        if (!wrong.isEmpty()) {
            throw new RefusedException(String.join("; ", wrong));
        }
        return new Row(customer, sku, quantity);
    }

    /** @throws RefusedException if the file's first line is not the header */
    static void checkHeader(LineReader.Line line) throws RefusedException {
        List<String> names = new ArrayList<>();
        fields(line).forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        if (!names.equals(HEADER)) {
            throw new RefusedException("the header is '" + shortened(String.join(",", names)) + "'; it must be "
                    + String.join(",", HEADER) + ", with commas between; nothing was imported");
        }
    }

    private static int quantity(String text) {
        return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    }

    private static List<String> fields(LineReader.Line line) throws RefusedException {
        if (line.tooLong()) {
            throw new RefusedException("has more than " + LineReader.MAX_BYTES + " bytes");
        }
        String text = text(line.bytes());
        if (text.chars().filter(c -> c == '"').count() % 2 != 0) {
            throw new RefusedException("has a quote that does not end on its line, or is not doubled within a field");
        }
        try {
            return CsvReader.builder().ofSingleCsvRecord(text).getFields().stream()
                    .map(String::strip)
                    .toList();
        } catch (CsvParseException e) {
            throw new RefusedException("has quotes that are not those of CSV");
        }
    }

    private static String text(byte[] bytes) throws RefusedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RefusedException("is not UTF-8");
        }
    }

    /** Nothing of any length goes into a report. */
    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}

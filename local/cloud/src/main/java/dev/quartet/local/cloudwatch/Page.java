package dev.quartet.local.cloudwatch;

import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.AwsException;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A page of a list, whose {@code NextToken} is the place where the next one begins. */
final class Page {
    private Page() {}

    /** Returns the items that {@code input} asks for, at most {@code most}, and tells {@code output} if there are more. */
    static <T> List<T> of(List<T> all, ObjectNode input, int most, ObjectNode output) {
        int size = WireValues.integer(input, "MaxRecords").orElse(most);
        if (size < 1 || size > most) {
            throw new AwsException(
                    "ValidationError", 400, "MaxRecords must be from 1 to %d, not %d".formatted(most, size));
        }
        int from = (int) Math.min(token(input), all.size());
        int to = Math.min(all.size(), from + size);
        if (to < all.size()) {
            output.put("NextToken", String.valueOf(to));
        }
        return all.subList(from, to);
    }

    /** Returns what {@code NextToken} says, 0 without one. */
    static long token(ObjectNode input) {
        var token = WireValues.text(input, "NextToken").orElse("0");
        if (!token.matches("\\d{1,18}")) {
            throw new AwsException(
                    "InvalidNextToken", 400, "The NextToken " + token + " was not given by this service.");
        }
        return Long.parseLong(token);
    }
}

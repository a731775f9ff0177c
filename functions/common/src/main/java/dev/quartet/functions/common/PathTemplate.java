package dev.quartet.functions.common;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A path with parameters that stand for one segment each, such as {@code /stock/{sku}}. */
record PathTemplate(String text, List<String> segments) {
    PathTemplate {
        segments = List.copyOf(segments);
    }

    static PathTemplate of(String text) {
        return new PathTemplate(text, List.of(text.split("/", -1)));
    }

    /** The parameters of a path as a client encoded it; null if it is none of this template. */
    @Nullable
    Map<String, String> match(String path) {
        String[] given = path.split("/", -1);
        if (given.length != segments.size()) {
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < given.length; i++) {
            String segment = segments.get(i);
            if (isParameter(segment)) {
                if (given[i].isEmpty()) {
                    return null;
                }
                parameters.put(segment.substring(1, segment.length() - 1), EventFields.decodedSegment(given[i]));
            } else if (!segment.equals(given[i])) {
                return null;
            }
        }
        return parameters;
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }
}

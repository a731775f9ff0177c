package dev.quartet.local.elb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A query's parameters in their order, as they are encoded: a load balancer decodes none. Immutable. */
record QueryParameters(List<Parameter> list) {
    QueryParameters {
        list = List.copyOf(list);
    }

    /** One parameter; the value is empty where there is no equals sign. */
    record Parameter(String name, String value) {}

    static QueryParameters parse(@Nullable String rawQuery) {
        var result = new ArrayList<Parameter>();
        if (rawQuery != null) {
            for (var pair : rawQuery.split("&")) {
                int equals = pair.indexOf('=');
                if (!pair.isEmpty()) {
                    result.add(new Parameter(
                            equals < 0 ? pair : pair.substring(0, equals),
                            equals < 0 ? "" : pair.substring(equals + 1)));
                }
            }
        }
        return new QueryParameters(result);
    }

    /** Returns the last value of each name. */
    Map<String, String> last() {
        var result = new LinkedHashMap<String, String>();
        list.forEach(parameter -> result.put(parameter.name(), parameter.value()));
        return result;
    }

    /** Returns all values of each name. */
    Map<String, List<String>> all() {
        var result = new LinkedHashMap<String, List<String>>();
        list.forEach(parameter -> result.computeIfAbsent(parameter.name(), name -> new ArrayList<>(1))
                .add(parameter.value()));
        return result;
    }
}

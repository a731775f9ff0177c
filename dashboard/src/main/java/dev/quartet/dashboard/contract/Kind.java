package dev.quartet.dashboard.contract;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;

/** What sort of value a key has. */
enum Kind {
    TEXT,
    URL,
    ARN,
    NUMBER,
    LIST,
    OBJECT;

    static Kind of(RecordComponent component) {
        Class<?> type = component.getType();
        if (type.isRecord()) {
            return OBJECT;
        }
        if (type == List.class) {
            return LIST;
        }
        if (type != String.class) {
            return NUMBER;
        }
        String name = component.getName().toLowerCase(Locale.ROOT);
        return name.endsWith("url") ? URL : name.endsWith("arn") ? ARN : TEXT;
    }

    String textKey() {
        return "contract.kind." + this;
    }
}

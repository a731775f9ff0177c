package dev.quartet.dashboard.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Takes a part of the exports apart into its keys, in the contract's order, those without a value included. */
final class Entries {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<Entry> entries = new ArrayList<>();

    private Entries() {}

    /** Returns the keys of one architecture's part. */
    static List<Entry> of(String key, Record part) {
        Entries walk = new Entries();
        walk.add(key + ".", List.of(), part);
        return walk.entries;
    }

    /** Returns those keys of a record that are no records themselves; of a whole document what belongs to no architecture. */
    static List<Entry> plain(Record part) {
        Entries walk = new Entries();
        for (RecordComponent component : part.getClass().getRecordComponents()) {
            if (!component.getType().isRecord()) {
                walk.add("", List.of(), part, component);
            }
        }
        return walk.entries;
    }

    /** The name of the text that says what a component is. */
    static String textKey(RecordComponent component) {
        return "contract." + component.getDeclaringRecord().getSimpleName() + "." + component.getName();
    }

    private void add(String prefix, List<String> meaning, Record part) {
        for (RecordComponent component : part.getClass().getRecordComponents()) {
            add(prefix, meaning, part, component);
        }
    }

    private void add(String prefix, List<String> outer, Record part, RecordComponent component) {
        String key = prefix + component.getName();
        List<String> meaning =
                Stream.concat(outer.stream(), Stream.of(textKey(component))).toList();
        switch (value(part, component)) {
            case null -> entries.add(new Entry(key, meaning, Kind.of(component), missing(component), ""));
            case Record inner -> add(key + ".", meaning, inner);
            case List<?> list
            when !list.isEmpty() && list.get(0) instanceof Record -> {
                for (int i = 0; i < list.size(); i++) {
                    add(key + "[" + i + "].", meaning, (Record) list.get(i));
                }
            }
            case Map<?, ?> map ->
                map.forEach((name, value) -> entries.add(
                        new Entry(key + "." + name, meaning, Kind.NUMBER, Entry.State.PRESENT, String.valueOf(value))));
            case List<?> list ->
                entries.add(new Entry(key, meaning, Kind.LIST, Entry.State.PRESENT, JSON.writeValueAsString(list)));
            case Object plain ->
                entries.add(new Entry(key, meaning, Kind.of(component), Entry.State.PRESENT, String.valueOf(plain)));
        }
    }

    private static Entry.State missing(RecordComponent component) {
        JsonInclude rule = component.getAccessor().getAnnotation(JsonInclude.class);
        return rule != null && rule.value() == JsonInclude.Include.NON_NULL ? Entry.State.ABSENT : Entry.State.NULL;
    }

    private static @Nullable Object value(Record part, RecordComponent component) {
        try {
            return component.getAccessor().invoke(part);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}

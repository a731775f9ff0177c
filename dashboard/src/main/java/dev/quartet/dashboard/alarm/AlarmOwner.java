package dev.quartet.dashboard.alarm;

import dev.quartet.exports.StackExports;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** To which part of a stack an alarm belongs, by the names that the program gives: {@code quartet-<stack>-<part>-…}. */
public enum AlarmOwner {
    TODO("todo", "todo-", "dax-"),
    BLOG("blog", "blog-", "posts-", "visitors-", "mail-", "thumbnails-", "feedback-", "failed-records-"),
    SERVICES(
            "services",
            "services-",
            "catalog-",
            "orders-",
            "order-events-",
            "inventory-",
            "shipping-",
            "analytics-",
            "events-",
            "imports-"),
    UPDATES("updates", "updates-"),
    SHARED("overview");

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, which its type cannot say.
    private final List<String> names;

    AlarmOwner(String key, String... names) {
        this.key = key;
        this.names = List.of(names);
    }

    /** The architecture as the address of its view has it; the overview's for what all share. */
    public String key() {
        return key;
    }

    /** The owner that an address names by {@link #key}; empty where none is called so. */
    public static Optional<AlarmOwner> called(String key) {
        return Arrays.stream(values()).filter(owner -> owner.key.equals(key)).findFirst();
    }

    /** How the names of all of a stack's alarms begin. */
    public static String prefix(StackExports exports) {
        return "quartet-" + exports.stack() + "-";
    }

    /** The owner of an alarm. */
    public static AlarmOwner of(Alarm alarm, StackExports exports) {
        String name = name(alarm, exports);
        for (AlarmOwner owner : values()) {
            if (owner.names.stream().anyMatch(name::startsWith)) {
                return owner;
            }
        }
        return SHARED;
    }

    /** The alarm's name without what all names of the stack begin with. */
    public static String name(Alarm alarm, StackExports exports) {
        return name(alarm.name(), exports);
    }

    /** A name of an alarm without what all names of the stack begin with. */
    public static String name(String name, StackExports exports) {
        String prefix = prefix(exports);
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }
}

package dev.quartet.infra.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The four architectures; {@code built} tells which of them this version provisions. */
public enum Architecture {
    TODO(true),
    BLOG(true),
    SERVICES(true),
    UPDATES(false);

    private final boolean built;

    Architecture(boolean built) {
        this.built = built;
    }

    /** Returns the name in configuration, tags and exports. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether this version provisions it. */
    public boolean built() {
        return built;
    }

    /** Returns the architectures that this version provisions. */
    public static List<Architecture> available() {
        return Arrays.stream(values()).filter(Architecture::built).toList();
    }
}

package dev.quartet.infra.config;

import java.util.Locale;

/** The four architectures. */
public enum Architecture {
    TODO,
    BLOG,
    SERVICES,
    UPDATES;

    /** Returns the name in configuration, tags and exports. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}

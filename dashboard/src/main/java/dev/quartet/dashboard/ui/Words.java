package dev.quartet.dashboard.ui;

/** Looks a text up, with its parameters; a component's {@code getTranslation} is one. */
@FunctionalInterface
public interface Words {
    String of(String key, Object... parameters);
}

package dev.quartet.dashboard.ui;

import com.vaadin.flow.i18n.I18NProvider;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.springframework.stereotype.Component;

/** All texts of the pages, English and Korean. A missing key is a fault of the program and fails. Thread-safe. */
@Component
public final class Texts implements I18NProvider {
    /** English for everybody who asks for neither. */
    public static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.KOREAN);

    /** Without it a server in Korea would answer English pages in Korean. */
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    @Override
    public List<Locale> getProvidedLocales() {
        return LOCALES;
    }

    @Override
    public String getTranslation(String key, Locale locale, Object... parameters) {
        Locale language = locale.getLanguage().equals("ko") ? Locale.KOREAN : Locale.ROOT;
        String text = ResourceBundle.getBundle("vaadin-i18n.translations", language, NO_FALLBACK)
                .getString(key);
        return parameters.length == 0 ? text : new MessageFormat(text, locale).format(parameters);
    }
}

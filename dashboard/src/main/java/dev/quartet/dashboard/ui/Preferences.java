package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServiceInitListener;
import jakarta.servlet.http.Cookie;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What a viewer chose, kept in cookies of a year: colour scheme and language. */
@Component
public final class Preferences implements VaadinServiceInitListener {
    private static final String SCHEME = "quartet-scheme";
    private static final String LANGUAGE = "quartet-language";
    private static final String STORE = "document.cookie = $0 + '=' + $1 + ';path=/;max-age=31536000;samesite=lax'";

    Preferences() {}

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addUIInitListener(init -> {
            UI ui = init.getUI();
            VaadinRequest request = VaadinRequest.getCurrent();
            ui.getPage().setColorScheme(scheme(request));
            language(request).ifPresent(ui::setLocale);
            ui.getReconnectDialogConfiguration().setDialogText(ui.getTranslation("connection.lost"));
            ui.getReconnectDialogConfiguration().setDialogTextGaveUp(ui.getTranslation("connection.gone"));
            // What the indicator says to screen readers while all is well; there is no API for it on the server.
            ui.getPage()
                    .executeJs(
                            "const i = window.Vaadin?.connectionIndicator; if (i) { i.onlineText = $0; }",
                            ui.getTranslation("connection.online"));
            ui.getPage()
                    .executeJs(
                            "document.documentElement.lang = $0", ui.getLocale().getLanguage());
        });
    }

    /** The scheme that a request's viewer chose; the system's where none was chosen. */
    public static ColorScheme.Value scheme(VaadinRequest request) {
        return switch (cookie(request, SCHEME).orElse("")) {
            case "dark" -> ColorScheme.Value.DARK;
            case "light" -> ColorScheme.Value.LIGHT;
            default -> ColorScheme.Value.LIGHT_DARK;
        };
    }

    static void choose(UI ui, ColorScheme.Value scheme) {
        ui.getPage().setColorScheme(scheme);
        ui.getPage().executeJs(STORE, SCHEME, scheme == ColorScheme.Value.DARK ? "dark" : "light");
    }

    static void choose(UI ui, Locale language) {
        ui.getPage().executeJs(STORE, LANGUAGE, language.getLanguage());
        ui.getPage().reload();
    }

    private static Optional<Locale> language(VaadinRequest request) {
        return cookie(request, LANGUAGE).flatMap(name -> Texts.LOCALES.stream()
                .filter(locale -> locale.getLanguage().equals(name))
                .findFirst());
    }

    private static Optional<String> cookie(VaadinRequest request, String name) {
        Cookie[] cookies = request == null ? null : request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .findFirst();
    }
}

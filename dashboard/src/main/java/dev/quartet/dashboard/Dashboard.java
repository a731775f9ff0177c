package dev.quartet.dashboard;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Inline;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;
import dev.quartet.dashboard.ui.Preferences;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The operators' dashboard: one Vaadin application over one stack's exports. */
@SpringBootApplication
@Push
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("context://styles/quartet.css")
@Inline(value = "inline/late-listeners.js", position = Inline.Position.PREPEND)
@Inline(value = "inline/reconnected.js", position = Inline.Position.PREPEND)
public class Dashboard implements AppShellConfigurator {
    public static void main(String[] args) {
        SpringApplication.run(Dashboard.class, args);
    }

    /** Colours the page before its first paint, so that a dark one does not flash. */
    @Override
    public void configurePage(AppShellSettings settings) {
        settings.setViewport("width=device-width, initial-scale=1");
        settings.addInlineWithContents(
                Inline.Position.PREPEND,
                "document.documentElement.style.colorScheme='%s'"
                        .formatted(Preferences.scheme(settings.getRequest()).getValue()),
                Inline.Wrapping.JAVASCRIPT);
        settings.addLink(
                "icon",
                "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
                        + "%3Cpath fill='%232463c4' d='M1 1h6v6H1zM9 1h6v6H9zM1 9h6v6H1z'/%3E%3Ccircle cx='12' cy='12' r='3' fill='%230b8a7d'/%3E%3C/svg%3E");
    }
}

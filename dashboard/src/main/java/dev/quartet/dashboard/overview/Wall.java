package dev.quartet.dashboard.overview;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.server.VaadinRequest;
import dev.quartet.dashboard.ui.Preferences;

/** The page as a screen on a wall has it: no navigation, large tiles, dark where nothing was chosen. */
final class Wall {
    /** The parameter of the address. */
    static final String PARAMETER = "wall";

    private Wall() {}

    static void show(UI ui, boolean on) {
        ui.getPage().executeJs("document.body.classList.toggle('wall', $0)", on);
        boolean chosen = Preferences.scheme(VaadinRequest.getCurrent()) != ColorScheme.Value.LIGHT_DARK;
        if (!chosen) {
            ui.getPage().setColorScheme(on ? ColorScheme.Value.DARK : ColorScheme.Value.LIGHT_DARK);
        }
    }
}

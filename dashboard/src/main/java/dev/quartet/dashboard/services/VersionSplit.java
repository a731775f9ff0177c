package dev.quartet.dashboard.services;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.quartet.dashboard.ui.Numbers;
import java.util.Map;

/** How an alias' traffic is split between two versions, as a bar and in words. */
final class VersionSplit extends Div {
    /**
     * @param shares of one by "function version"; empty while an alias has one version
     */
    VersionSplit(Map<String, Double> shares) {
        addClassName("split");
        if (shares.isEmpty()) {
            setText(getTranslation("services.versions.one"));
            addClassName("single");
            return;
        }
        Div bar = new Div();
        bar.addClassName("split-bar");
        bar.getElement().setAttribute("aria-hidden", "true");
        Div words = new Div();
        shares.forEach((name, share) -> {
            Span part = new Span();
            part.getStyle().set("flex-grow", String.valueOf(share));
            bar.add(part);
            words.add(new Span(getTranslation("services.versions.share", name, Numbers.percent(share, getLocale()))));
        });
        add(bar, words);
    }
}

package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.quartet.dashboard.access.Viewer;
import dev.quartet.dashboard.stack.ExportsUnavailableException;
import dev.quartet.exports.StackExports;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The shell: navigation, colour scheme, language. */
@Layout
@AnonymousAllowed
public final class MainLayout extends AppLayout implements AfterNavigationObserver {
    private static final String TO_HEADING =
            "const h = document.querySelector('main h1'); if (h) { h.tabIndex = -1; h.focus(); }";

    private final List<SideNavItem> items;
    private final Button scheme = new Button();
    private boolean dark;
    private @Nullable String path;

    MainLayout(LiveServices services, Viewer viewer) {
        items = Arrays.stream(KnownView.values()).map(this::item).toList();
        SideNav nav = new SideNav();
        nav.getElement().setAttribute("aria-label", getTranslation("nav.label"));
        items.forEach(nav::addItem);

        dark = Preferences.scheme(VaadinRequest.getCurrent()) == ColorScheme.Value.DARK;
        scheme.addThemeVariants(ButtonVariant.TERTIARY);
        scheme.addClassName("scheme");
        scheme.addClickListener(event -> toggleScheme());
        labelScheme();
        Button language = new Button(getTranslation("language.other"), event -> switchLanguage());
        language.addThemeVariants(ButtonVariant.TERTIARY);
        language.addClassName("language");
        language.setAriaLabel(getTranslation("language.switch"));

        Anchor skip = new Anchor("#", getTranslation("nav.skip"));
        skip.addClassName("skip");
        // No navigation: the router would take the fragment for a place of its own.
        skip.setRouterIgnore(true);
        skip.getElement().executeJs("this.addEventListener('click', e => { e.preventDefault(); " + TO_HEADING + " })");

        Span name = new Span("Quartet");
        name.addClassName("brand");
        Span stack = new Span(stack(services));
        stack.addClassName("stack");
        Div brand = new Div(name, stack);
        brand.addClassName("brand-box");
        Div foot = new Div(scheme, language);
        foot.addClassName("drawer-foot");
        addToDrawer(skip, brand, nav);
        viewer.name().ifPresent(who -> addToDrawer(signedIn(viewer, who)));
        addToDrawer(foot);

        DrawerToggle toggle = new DrawerToggle();
        toggle.setAriaLabel(getTranslation("nav.toggle"));
        Span small = new Span("Quartet");
        small.addClassName("brand");
        addToNavbar(toggle, small);
        setPrimarySection(Section.DRAWER);
    }

    /** Where nothing was chosen the page follows the system, which only the browser knows. */
    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        if (Preferences.scheme(VaadinRequest.getCurrent()) == ColorScheme.Value.LIGHT_DARK) {
            event.getUI()
                    .getPage()
                    .executeJs("return matchMedia('(prefers-color-scheme: dark)').matches")
                    .then(Boolean.class, system -> {
                        dark = system;
                        labelScheme();
                    });
        }
    }

    /** Links keep the time range that is being looked at; on another page one goes on from its heading. */
    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        String before = path;
        path = event.getLocation().getPath();
        if (before != null && !before.equals(path)) {
            // Once the view is there.
            getElement().executeJs("setTimeout(() => { " + TO_HEADING + " })");
        }
        QueryParameters parameters = ViewState.kept(event.getLocation().getQueryParameters());
        items.forEach(item -> item.setQueryParameters(parameters));
    }

    private SideNavItem item(KnownView view) {
        SideNavItem item = new SideNavItem(getTranslation(view.title()), view.path());
        item.setPrefixComponent(view.icon().create());
        // A page below a view belongs to it.
        item.setMatchNested(view != KnownView.OVERVIEW);
        return item;
    }

    private Div signedIn(Viewer viewer, String name) {
        Span who = new Span(name);
        who.addClassName("who");
        who.setTitle(getTranslation(viewer.operator() ? "role.operator" : "role.viewer", name));
        Button out = new Button(getTranslation("sign.out"), event -> viewer.signOut());
        out.addThemeVariants(ButtonVariant.TERTIARY);
        out.setId("sign-out");
        Div line = new Div(who, out);
        line.addClassName("signed-in");
        return line;
    }

    private void toggleScheme() {
        dark = !dark;
        getUI().ifPresent(ui -> Preferences.choose(ui, dark ? ColorScheme.Value.DARK : ColorScheme.Value.LIGHT));
        labelScheme();
    }

    private void labelScheme() {
        String text = getTranslation(dark ? "scheme.light" : "scheme.dark");
        scheme.setIcon((dark ? Icons.SUN : Icons.MOON).create());
        scheme.setAriaLabel(text);
        scheme.setTooltipText(text);
    }

    private void switchLanguage() {
        getUI().ifPresent(ui ->
                Preferences.choose(ui, ui.getLocale().getLanguage().equals("ko") ? Locale.ENGLISH : Locale.KOREAN));
    }

    private String stack(LiveServices services) {
        try {
            StackExports exports = services.stacks().current();
            return getTranslation(
                    exports.endpointUrl() == null ? "stack.aws" : "stack.local", exports.stack(), exports.region());
        } catch (ExportsUnavailableException e) {
            return getTranslation("stack.none");
        }
    }
}

package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;

/** An address that leads nowhere: says so, and where one may go instead. */
@ParentLayout(MainLayout.class)
@AnonymousAllowed
public final class UnknownPageView extends Main implements HasErrorParameter<NotFoundException>, HasDynamicTitle {
    UnknownPageView() {
        addClassName("view");
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        removeAll();
        EmptyState text = new EmptyState(
                getTranslation("unknown"),
                getTranslation("unknown.hint", "/" + event.getLocation().getPath()));
        UnorderedList links = new UnorderedList();
        links.addClassName("known-views");
        for (KnownView view : KnownView.values()) {
            links.add(
                    new ListItem(new Anchor(view.path().isEmpty() ? "." : view.path(), getTranslation(view.title()))));
        }
        text.add(links);
        add(text);
        return HttpServletResponse.SC_NOT_FOUND;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("unknown") + " · Quartet";
    }
}

package dev.quartet.dashboard.access;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.quartet.dashboard.config.Access;
import dev.quartet.dashboard.config.DashboardProperties;
import java.util.Map;
import java.util.Set;

/** Asks who looks: by the stack's user pool, by a password, or by either. */
@Route(value = "login", autoLayout = false)
@AnonymousAllowed
final class LoginView extends Main implements BeforeEnterObserver, HasDynamicTitle {
    private final Paragraph notice = new Paragraph();
    private final LoginForm form = new LoginForm();
    private final Access access;

    LoginView(DashboardProperties properties) {
        this.access = properties.access();
        addClassName("login");
        notice.addClassName("login-notice");
        notice.getElement().setAttribute("role", "status");
        notice.setVisible(false);
        H1 title = new H1("Quartet");
        Div card = new Div(title, new Paragraph(getTranslation("login.description")), notice);
        card.addClassName("login-card");
        if (access.oidc().enabled()) {
            Anchor begin = new Anchor("oauth2/authorization/" + UserPool.ID, getTranslation("login.pool"));
            begin.setRouterIgnore(true);
            begin.addClassName("login-pool");
            begin.setId("login-pool");
            card.add(begin);
        }
        if (access.hasUser()) {
            form.setAction("login");
            form.setForgotPasswordButtonVisible(false);
            form.setI18n(texts());
            card.add(form);
        }
        add(card);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Set<String> asked =
                event.getLocation().getQueryParameters().getParameters().keySet();
        form.setError(asked.contains("error"));
        Map.of(
                        "expired", "login.expired",
                        "out", "login.out",
                        "unavailable", "login.unavailable",
                        "refused", "login.refused")
                .forEach((reason, text) -> {
                    if (asked.contains(reason)) {
                        notice.setText(getTranslation(text, access.idleTimeout().toMinutes()));
                        notice.setVisible(true);
                    }
                });
    }

    @Override
    public String getPageTitle() {
        return getTranslation("login.title");
    }

    private LoginI18n texts() {
        LoginI18n texts = LoginI18n.createDefault();
        LoginI18n.Form form = texts.getForm();
        form.setTitle(getTranslation("login.title"));
        form.setUsername(getTranslation("login.username"));
        form.setPassword(getTranslation("login.password"));
        form.setSubmit(getTranslation("login.submit"));
        LoginI18n.ErrorMessage error = texts.getErrorMessage();
        error.setTitle(getTranslation("login.failed"));
        error.setMessage(getTranslation("login.failed.hint"));
        error.setUsername(getTranslation("login.username.missing"));
        error.setPassword(getTranslation("login.password.missing"));
        return texts;
    }
}

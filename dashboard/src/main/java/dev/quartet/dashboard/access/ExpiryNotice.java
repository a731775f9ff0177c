package dev.quartet.dashboard.access;

import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.SystemMessages;
import com.vaadin.flow.server.SystemMessagesInfo;
import com.vaadin.flow.server.SystemMessagesProvider;
import java.time.Duration;
import java.util.Locale;

/** What a page says once its session has ended, in its own language. */
final class ExpiryNotice implements SystemMessagesProvider {
    private final long minutes;

    ExpiryNotice(Duration idleTimeout) {
        this.minutes = idleTimeout.toMinutes();
    }

    @Override
    public SystemMessages getSystemMessages(SystemMessagesInfo info) {
        I18NProvider texts = info.getService().getInstantiator().getI18NProvider();
        Locale locale = info.getLocale() == null ? Locale.ENGLISH : info.getLocale();
        CustomizedSystemMessages messages = new CustomizedSystemMessages();
        messages.setSessionExpiredNotificationEnabled(true);
        messages.setSessionExpiredCaption(texts.getTranslation("session.expired", locale));
        messages.setSessionExpiredMessage(texts.getTranslation("session.expired.hint", locale, minutes));
        messages.setSessionExpiredURL("login?expired");
        return messages;
    }
}

package dev.quartet.dashboard.ui;

import com.vaadin.flow.spring.SpringServlet;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.stereotype.Component;

/**
 * Bounds the threads that push to pages. Atmosphere begins a new one with each push until it has 200, each with buffers of its
 * own; what it does there takes no time, as the WebSocket writes by itself.
 */
@Component
final class PushThreads implements BeanPostProcessor {
    private static final String MOST = "8";

    PushThreads() {}

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof ServletRegistrationBean<?> registration
                && registration.getServlet() instanceof SpringServlet) {
            registration.addInitParameter("org.atmosphere.cpr.broadcaster.maxProcessingThreads", MOST);
            registration.addInitParameter("org.atmosphere.cpr.broadcaster.maxAsyncWriteThreads", MOST);
        }
        return bean;
    }
}

package dev.quartet.dashboard.access;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Component;

/**
 * The pages' Content-Security-Policy: as strict as Vaadin allows. Inline scripts need the answer's own nonce. What stays:
 * {@code 'unsafe-eval'}, as Flow's client makes functions of the expressions that the server sends (executeJs), and
 * {@code 'unsafe-inline'} for styles, as Flow, Lit and ECharts' tooltips write style elements and attributes that bear no nonce.
 */
@Component
final class PagePolicy implements VaadinServiceInitListener {
    private static final String POLICY = "default-src 'none'; script-src 'self' 'nonce-NONCE' 'unsafe-eval';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self';"
            + " manifest-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    private static final int NONCE_BYTES = 18;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(PagePolicy::apply);
    }

    private static void apply(IndexHtmlResponse page) {
        byte[] bytes = new byte[NONCE_BYTES];
        RANDOM.nextBytes(bytes);
        String nonce = Base64.getEncoder().encodeToString(bytes);
        page.getDocument().select("script").attr("nonce", nonce);
        VaadinResponse response = page.getVaadinResponse();
        response.setHeader("Content-Security-Policy", POLICY.replace("NONCE", nonce));
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Cache-Control", "no-store");
    }
}

package dev.quartet.functions.blog.welcome;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Json;
import dev.quartet.functions.data.Clients;
import dev.quartet.functions.data.Reopened;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;

/** Hands a welcome mail to SES. */
final class Mailer {
    /** SES has not taken the mail. */
    static final class RefusedException extends Exception {
        RefusedException(SdkException cause) {
            super(cause);
        }
    }

    /** SES may have taken the mail: no answer came. */
    static final class UnclearException extends Exception {
        UnclearException(SdkException cause) {
            super(cause);
        }
    }

    private static final Duration SOCKET = Duration.ofSeconds(5);
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 3;
    /** How whoever gave no name is addressed. */
    private static final Map<String, String> NAMELESS = Map.of("ko", "독자", "en", "reader");

    private final Reopened<SesV2Client> ses;
    private final String from;
    private final String configurationSet;
    private final String siteUrl;
    private final Map<String, String> templates;

    Mailer(Reopened<SesV2Client> ses, Env env) {
        this.ses = ses;
        from = env.required("MAIL_FROM");
        configurationSet = env.required("CONFIGURATION_SET");
        siteUrl = env.required("SITE_URL");
        templates = Map.of("ko", env.required("TEMPLATE_KO"), "en", env.required("TEMPLATE_EN"));
    }

    /** A client that tries again only what SES surely has not done: after a time-out, a second try could be a second mail. */
    static SesV2Client client(Env env) {
        return client(env, SOCKET, CALL);
    }

    static SesV2Client client(Env env, Duration socket, Duration call) {
        StandardRetryStrategy retries = StandardRetryStrategy.builder()
                .maxAttempts(ATTEMPTS)
                .useClientDefaults(false)
                .retryOnException(e -> e instanceof AwsServiceException answer
                        && (answer.isThrottlingException() || answer.statusCode() >= 500))
                .backoffStrategy(BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(1)))
                .throttlingBackoffStrategy(
                        BackoffStrategy.exponentialDelay(Duration.ofMillis(300), Duration.ofSeconds(2)))
                .circuitBreakerEnabled(false)
                .build();
        return Clients.configure(SesV2Client.builder(), env, Clients.endpoint(env, "SESV2"), socket, call, retries)
                .build();
    }

    /**
     * Sends the template of the locale.
     *
     * @param locale ko or en
     * @return SES's id of the message
     */
    String send(String to, @Nullable String name, String locale) throws RefusedException, UnclearException {
        String template = templates.get(locale);
        if (template == null) {
            throw new IllegalStateException("a visitor's locale is '" + locale + "'; allowed are ko and en");
        }
        String data = data(name == null || name.isBlank() ? NAMELESS.getOrDefault(locale, "") : name);
        SendEmailRequest request = SendEmailRequest.builder()
                .fromEmailAddress(from)
                .destination(destination -> destination.toAddresses(to))
                .configurationSetName(configurationSet)
                .content(content -> content.template(
                        welcome -> welcome.templateName(template).templateData(data)))
                .build();
        try {
            return ses.get().sendEmail(request).messageId();
        } catch (AwsServiceException e) {
            throw new RefusedException(e);
        } catch (SdkException e) {
            if (neverSent(e)) {
                throw new RefusedException(e);
            }
            throw new UnclearException(e);
        }
    }

    /**
     * A template whose data lacks a variable is not rendered at all: each is always there. SES puts values in as they are, so what a
     * visitor typed is there once more for the HTML part, escaped.
     */
    private String data(String name) {
        Map<String, String> data = Map.of("name", name, "nameHtml", html(name), "siteUrl", siteUrl);
        return new String(Json.bytes(data), StandardCharsets.UTF_8);
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Without a connection nothing was sent. */
    private static boolean neverSent(SdkException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }
}

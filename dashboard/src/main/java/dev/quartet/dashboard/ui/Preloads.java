package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Has the browser fetch at once what Flow's client asks for step by step: the modules of the bundle, and where the page has charts,
 * their elements and ECharts; on other pages ECharts comes when there is nothing better to do. See HTML's
 * <a href="https://html.spec.whatwg.org/multipage/links.html#link-type-modulepreload">modulepreload</a>.
 */
@Component
final class Preloads implements VaadinServiceInitListener {
    private static final String WEBAPP = "META-INF/VAADIN/webapp/";
    private static final Pattern MODULE = Pattern.compile("[a-zA-Z][\\w-]*-[\\w-]{8}\\.js");
    private static final String SIGN_IN = "login";

    private final Map<String, List<String>> modules = new ConcurrentHashMap<>();
    private final List<String> elements =
            Stream.of(AgeMarker.class, Chart.class).flatMap(Preloads::scripts).toList();
    private final String echarts = echarts();

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(this::add);
    }

    private void add(IndexHtmlResponse page) {
        Element head = page.getDocument().head();
        for (Element entry : head.select("script[type=module][src]")) {
            String source = entry.attr("src");
            String folder = source.substring(0, source.lastIndexOf('/') + 1);
            modules.computeIfAbsent(source, Preloads::named)
                    .forEach(module -> link(head, "modulepreload", folder + module));
        }
        String path = Objects.requireNonNullElse(page.getVaadinRequest().getPathInfo(), "/")
                .substring(1);
        if (KnownView.hasCharts(path)) {
            elements.forEach(script -> link(head, "preload", script).attr("as", "script"));
            link(head, "preload", echarts).attr("as", "script");
        } else if (!path.equals(SIGN_IN)) {
            link(head, "prefetch", echarts);
        }
    }

    private static Element link(Element head, String kind, String address) {
        return head.appendElement("link").attr("rel", kind).attr("href", address);
    }

    /** The modules that the entry names: they all lie beside it, and have its content's hash in their names. */
    private static List<String> named(String entry) {
        try {
            return MODULE.matcher(new ClassPathResource(WEBAPP + entry.replaceFirst("^\\./", ""))
                            .getContentAsString(StandardCharsets.UTF_8))
                    .results()
                    .map(MatchResult::group)
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The bundle's entry " + entry + " cannot be read", e);
        }
    }

    private static Stream<String> scripts(Class<?> element) {
        return Arrays.stream(element.getAnnotationsByType(JavaScript.class))
                .map(script -> script.value().replace("context://", "./"));
    }

    private static String echarts() {
        try {
            Resource[] found = new PathMatchingResourcePatternResolver()
                    .getResources("classpath:META-INF/resources/vendor/echarts-*/echarts.min.js");
            if (found.length != 1) {
                throw new IllegalStateException("One ECharts belongs into this build, not " + Arrays.toString(found));
            }
            String url = found[0].getURL().toString();
            return "." + url.substring(url.lastIndexOf("/vendor/"));
        } catch (IOException e) {
            throw new UncheckedIOException("ECharts is not in this build", e);
        }
    }
}

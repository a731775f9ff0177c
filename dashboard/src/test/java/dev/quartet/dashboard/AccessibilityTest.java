package dev.quartet.dashboard;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.quartet.dashboard.fixture.Chromium;
import dev.quartet.dashboard.fixture.DemoDashboard;
import dev.quartet.dashboard.fixture.Stacks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Every view by the rules of WCAG 2.2 AA that axe can judge: wide and light in English, on a phone and dark in Korean. */
final class AccessibilityTest {
    private static final List<String> BELOW_VIEWS = List.of("services/orders", "nowhere");
    private static final String JUDGE = """
            () => axe.run(document, {
              resultTypes: ['violations'],
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
            }).then(result => result.violations
              .filter(found => found.impact === 'serious' || found.impact === 'critical')
              .map(found => found.id + ': ' + found.help + '; ' + found.nodes.slice(0, 3).map(node => node.html + ' ' + node.failureSummary).join(' | ')))""";

    private static ConfigurableApplicationContext dashboard;
    private static Playwright playwright;
    private static Browser browser;
    private static String axe;

    @BeforeAll
    static void start() throws IOException {
        Path chromium = Chromium.orSkip();
        axe = axe();
        dashboard = DemoDashboard.start(Stacks.all(), 0);
        playwright = Chromium.driver();
        browser = Chromium.launch(playwright, chromium);
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            playwright.close();
        }
        if (dashboard != null) {
            dashboard.close();
        }
    }

    @Test
    void views_shouldHaveNoSeriousFault_wideAndLight() {
        assertThat(faults("en", ColorScheme.LIGHT, 1440)).isEmpty();
    }

    @Test
    void views_shouldHaveNoSeriousFault_onAPhoneInTheDark() {
        assertThat(faults("ko", ColorScheme.DARK, 390)).isEmpty();
    }

    private static List<String> faults(String language, ColorScheme scheme, int width) {
        List<String> faults = new ArrayList<>();
        try (var context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL("http://127.0.0.1:" + dashboard.getEnvironment().getProperty("local.server.port"))
                .setLocale(language)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(width, 900)
                .setColorScheme(scheme))) {
            context.addInitScript(axe);
            Page page = context.newPage();
            page.setDefaultTimeout(Chromium.PATIENCE_MILLIS);
            page.navigate("/");
            page.locator("vaadin-side-nav-item").first().waitFor(hidden());
            List<String> paths = new ArrayList<>(page.locator("vaadin-side-nav-item").all().stream()
                    .map(item -> item.getAttribute("path"))
                    .toList());
            assertThat(paths).hasSizeGreaterThan(7);
            paths.addAll(BELOW_VIEWS);
            for (String path : paths) {
                page.navigate("/" + path);
                page.locator("main").waitFor();
                page.waitForFunction("!document.querySelector('.loading')");
                for (Object fault : (List<?>) page.evaluate(JUDGE)) {
                    faults.add("/%s: %s".formatted(path, fault));
                }
            }
        }
        return faults;
    }

    /** On a phone the navigation is in a drawer that is closed. */
    private static com.microsoft.playwright.Locator.WaitForOptions hidden() {
        return new com.microsoft.playwright.Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED);
    }

    /** The library itself, which its Java binding brings. */
    private static String axe() throws IOException {
        try (var in =
                requireNonNull(AccessibilityTest.class.getResourceAsStream("/axe.min.js"), "axe.min.js is missing")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package dev.quartet.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real browser; tests are skipped, loudly, where none is installed. */
public final class Chromium implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> problems = new ArrayList<>();

    private Chromium(Path executable) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of("--no-sandbox")));
    }

    /** Returns where it is installed, if it is. */
    public static Optional<Path> find() {
        return Stream.of(
                        System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"),
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it, or ends the caller's tests as skipped. */
    static Chromium start() {
        var executable = find();
        if (executable.isEmpty()) {
            System.err.println("""
                    ******************************************************************************
                    NO CHROMIUM FOUND: browser tests are SKIPPED. Install chromium or name it in
                    the environment variable CHROMIUM.
                    ******************************************************************************""");
        }
        PlaywrightAssertions.setDefaultAssertionTimeout((double) PATIENCE.toMillis());
        Assumptions.assumeTrue(executable.isPresent(), "no Chromium: browser tests are skipped");
        return new Chromium(executable.orElseThrow());
    }

    /** Opens a page at {@code url}, whose scripts' errors are kept. */
    Page open(String url, String locale) {
        var page = browser.newContext(
                        new Browser.NewContextOptions().setBaseURL(url).setLocale(locale))
                .newPage();
        page.setDefaultTimeout((double) PATIENCE.toMillis());
        page.onPageError(problems::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("404")) {
                problems.add(message.text());
            }
        });
        return page;
    }

    /** Returns what went wrong in all pages' scripts. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public void close() {
        playwright.close();
    }
}

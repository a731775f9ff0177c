package dev.quartet.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every view over a real cloud, in a real browser: with the dashboard's own role all that it asks is answered. */
@ExtendWith(SharedQuartet.class)
final class DashboardBrowserTest {
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/todo", "/blog", "/services", "/services/orders", "/services/imports", "/mails", "/updates"
            })
    void view_shouldShowWhatItReads_withoutTrouble(String path, RunningQuartet quartet) {
        try (var page = open(quartet, path)) {
            assertThat(page.getByText("Data is")).isVisible(); // it has read them
            assertThat(page.locator(".loading")).hasCount(0);
            hasNoTrouble(page);
        }
    }

    @Test
    void alarm_shouldTellItsHistory(RunningQuartet quartet) {
        try (var page = open(quartet, "/alarms")) {
            page.locator("a[href*='alarms/']").first().click();
            assertThat(page.getByText("History")).isVisible();
            hasNoTrouble(page);
        }
    }

    /** No notice of a region, and no part that says what was denied. An edge's share of failures is a figure. */
    private static void hasNoTrouble(Page page) {
        assertThat(page.locator(".notice")).hasCount(0);
        assertThat(page.locator("div.trouble:visible, p.trouble:visible, span.trouble:visible"))
                .hasCount(0);
        assertThat(chromium.problems()).isEmpty();
    }

    private static Page open(RunningQuartet quartet, String path) {
        var page = chromium.open(quartet.dashboardUrl(), "en-GB");
        page.navigate(path);
        return page;
    }
}

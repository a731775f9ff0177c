package dev.quartet.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.quartet.dashboard.fixture.Chromium;
import dev.quartet.dashboard.fixture.DemoDashboard;
import dev.quartet.dashboard.fixture.Stacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Drives the pages in a real browser. */
final class BrowserTest {
    private static ConfigurableApplicationContext dashboard;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> problems = new ArrayList<>();
    private BrowserContext context;
    private Page page;
    private boolean offline;

    @BeforeAll
    static void start() {
        Path chromium = Chromium.orSkip();
        dashboard = DemoDashboard.start(Stacks.withServices(), 0);
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

    @BeforeEach
    void open() {
        context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL("http://127.0.0.1:" + dashboard.getEnvironment().getProperty("local.server.port"))
                .setLocale("en")
                .setTimezoneId("UTC")
                .setColorScheme(ColorScheme.LIGHT));
        page = context.newPage();
        page.setDefaultTimeout(Chromium.PATIENCE_MILLIS);
        page.onPageError(problems::add);
        page.onConsoleMessage(message -> {
            // The browser itself tells of each request that it could not send.
            if (message.type().equals("error") && !(offline && message.text().contains("ERR_INTERNET_DISCONNECTED"))) {
                problems.add(message.text());
            }
        });
    }

    @AfterEach
    void close() {
        if (context != null) {
            context.close();
            assertThat(problems).isEmpty();
        }
    }

    @Test
    void overview_shouldShowFigures_andTheirFormulaOnFocus() {
        page.navigate("/");
        Locator cell = page.locator("#figure-cache-api:not(.loading)");
        cell.waitFor();
        assertThat(cell.locator(".cell-value").textContent()).matches("\\d\\d\\.\\d\u00a0%");
        cell.locator("quartet-spark path.firm").first().waitFor();
        Locator formula = page.locator("#figure-cache-api-formula");
        assertThat(formula.isVisible()).isFalse();
        cell.focus();
        formula.waitFor();
        assertThat(formula.textContent()).contains("CacheHitCount / (CacheHitCount + CacheMissCount) = ");
        page.getByText("Data is").waitFor();
    }

    @Test
    void client_shouldStartWithoutTheTimer_thatLooksWhetherTheDocumentIsThere() {
        page.addInitScript("""
                const every = window.setInterval;
                window.setInterval = (work, ...more) => /readyState/.test(work) ? 0 : every(work, ...more);""");
        page.navigate("/exports");
        page.locator(".contract table").first().waitFor();
    }

    @Test
    void todo_shouldDrawTopologyAndCharts_andKeepTheRangeAcrossViews() {
        page.navigate("/?range=P1D");
        page.locator("#figure-cache-api:not(.loading)").waitFor();
        // The Health tile links to it, too.
        page.locator("vaadin-side-nav")
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Todo"))
                .press("Enter");
        page.waitForURL("**/todo?range=P1D");
        // By keyboard one goes on from the new page's heading.
        page.waitForFunction("document.activeElement.tagName === 'H1'");
        page.locator("quartet-topology path.back.moving").first().waitFor();
        page.waitForFunction("document.querySelectorAll('quartet-chart canvas').length === 6");
        assertThat(page.locator("#chart-api [role=img]").getAttribute("aria-label"))
                .contains("hits and misses", "Hits ", "/min");
    }

    @Test
    void drag_shouldZoomTheWholeView_andBackShouldUndoIt() {
        page.navigate("/todo?range=PT3H&compare=1");
        page.locator("#chart-api canvas").waitFor();
        page.locator("#chart-capacity canvas").waitFor();
        BoundingBox box = page.locator("#chart-api .chart-canvas").boundingBox();
        page.mouse().move(box.x + box.width / 3, box.y + 80);
        page.mouse().down();
        page.mouse().move(box.x + box.width / 2, box.y + 80);
        page.locator(".chart-drag").waitFor();
        page.mouse().up();
        page.waitForURL(Pattern.compile(".*/todo\\?.*from=.*&to=.*"));
        assertThat(page.url()).contains("compare=1");
        page.getByText("Past data, complete").waitFor();
        page.locator("#chart-capacity canvas").waitFor();
        page.goBack();
        page.waitForURL("**/todo?range=PT3H&compare=1");
        page.waitForFunction("document.querySelector('.range').innerText.includes('Last 3 hours')");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Zoom out"))
                .click();
        page.waitForURL(Pattern.compile(".*/todo\\?.*range=PT12H.*"));
    }

    @Test
    void compare_shouldBePressed_andShowBothPeriodsInTheTable() {
        page.navigate("/todo?range=PT3H");
        page.locator("#chart-api canvas").waitFor();
        Locator compare =
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Compare with the period before"));
        assertThat(compare.getAttribute("aria-pressed")).isEqualTo("false");
        compare.click();
        page.waitForURL(Pattern.compile(".*/todo\\?.*compare=1.*"));
        page.locator(".compare[aria-pressed=true]").waitFor();
        Locator open = page.locator("#chart-api .chart-bar button").first();
        open.focus();
        page.keyboard().press("Enter");
        Locator table = page.locator("dialog[open] table");
        table.waitFor();
        assertThat(table.locator("caption").textContent()).startsWith("API response cache, ");
        assertThat(table.locator("thead th[scope=col]").allTextContents())
                .containsExactly(
                        "Time",
                        "Hits (/min)",
                        "Hits, period before (/min)",
                        "Misses (/min)",
                        "Misses, period before (/min)");
        assertThat(table.locator("tbody th[scope=row]").count()).isBetween(170, 180);
        page.keyboard().press("Escape");
        page.waitForFunction("document.querySelectorAll('dialog').length === 0");
        assertThat(open.evaluate("button => document.activeElement === button")).isEqualTo(true);
    }

    @Test
    void csv_shouldHoldWhatIsShown() throws IOException {
        page.navigate("/todo?from=2026-05-01T10:00Z&to=2026-05-01T11:00Z");
        page.locator("#chart-api canvas").waitFor();
        Download one = page.waitForDownload(() -> page.getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName("Download as CSV: API response cache"))
                .click());
        assertThat(one.suggestedFilename()).isEqualTo("quartet-todo-api_2026-05-01T1000Z_2026-05-01T1100Z.csv");
        List<String> lines = Files.readAllLines(one.path());
        assertThat(lines.getFirst()).isEqualTo("time,Hits (/min),Misses (/min)");
        assertThat(lines.get(1)).matches("2026-05-01T10:0\\d:00Z,[\\d.]+,[\\d.]+");
        Download all = download();
        assertThat(all.suggestedFilename()).isEqualTo("quartet-todo_2026-05-01T1000Z_2026-05-01T1100Z.csv");
        assertThat(Files.readAllLines(all.path()).getFirst())
                .contains("API response cache: Hits (/min)", "DynamoDB capacity: RCUs (/s)");
    }

    @Test
    void csv_shouldHoldTheTable_whereAViewHasNoCharts() throws IOException {
        page.navigate("/costs?from=2026-05-01T10:00Z&to=2026-05-01T11:00Z&compare=1");
        page.locator("[id^=saving-] .openable-before").first().waitFor();
        Download costs = download();
        assertThat(costs.suggestedFilename()).isEqualTo("quartet-costs_2026-05-01T1000Z_2026-05-01T1100Z.csv");
        List<String> lines = Files.readAllLines(costs.path());
        assertThat(lines.getFirst())
                .isEqualTo("What,Name,Item,Unit,Value,In 30 days at this rate (USD),\"Value, period before\","
                        + "\"In 30 days at this rate (USD), period before\"");
        assertThat(lines)
                .anyMatch(line ->
                        line.matches("What caches and edges saved,DAX,Read units not consumed,,[\\d.]+,,[\\d.]+,"))
                .anyMatch(line -> line.matches(
                        "What the stack costs,AWS Lambda,Todo: compute,USD,[\\d.]+,[\\d.]+,[\\d.]+,[\\d.]+"));

        page.navigate("/alarms");
        Locator rows = page.locator("#alarms tbody tr:visible");
        rows.first().waitFor();
        page.locator("#alarms-filter input").fill("shipping  AGE");
        page.waitForURL(Pattern.compile(".*/alarms\\?filter=shipping(\\+|%20){2}AGE"));
        page.getByText("2 of 6 alarms").waitFor();
        assertThat(rows.count()).isEqualTo(2);
        Download alarms = download();
        assertThat(alarms.suggestedFilename()).matches("quartet-alarms_[\\dT-]+Z\\.csv");
        assertThat(Files.readAllLines(alarms.path()))
                .hasSize(3)
                .first()
                .isEqualTo("\uFEFFAlarm,State,Since,Architecture,Watches,Description");
    }

    private Download download() {
        return page.waitForDownload(() -> page.getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName("Download what is shown as CSV"))
                .click());
    }

    @Test
    void command_shouldAskForWhatIsShown_inADialogThatCopiesIt() {
        context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.navigate("/todo?from=2026-05-01T10:00Z&to=2026-05-01T11:00Z&compare=1");
        page.locator("#chart-api canvas").waitFor();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("AWS CLI command: API response cache"))
                .click();
        page.locator("dialog.command[ready]").waitFor();
        String command = page.locator("dialog.command pre").textContent();
        assertThat(command)
                .startsWith("aws cloudwatch get-metric-data --region ")
                .contains(" --start-time 2026-05-01T09:00:00Z --end-time 2026-05-01T11:00:00Z ")
                .contains("\"Label\":\"Hits, Misses: Sum of AWS/ApiGateway CacheHitCount of ")
                .contains("cacheMissCount_sum");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Copy command"))
                .click();
        page.locator("dialog.command quartet-copy[state=done]").waitFor();
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(command);
        page.keyboard().press("Escape");

        page.navigate("/?from=2026-05-01T10:00Z&to=2026-05-01T11:00Z");
        page.locator("#figure-rcu-sum:not(.loading)").hover();
        page.locator("#figure-rcu-sum .command-open").click();
        page.locator("dialog.command[ready] pre")
                .getByText("consumedReadCapacityUnits_sum_2")
                .waitFor();
    }

    @Test
    void picker_shouldLeadToAnyRange_andRefuseWhatIsNone() {
        page.navigate("/todo?from=2026-05-01T10:00Z&to=2026-05-01T11:00Z");
        page.locator("#chart-api canvas").waitFor();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Choose start and end"))
                .click();
        Locator time = page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("From, time"));
        time.waitFor();
        time.fill("11:30 PM");
        page.keyboard().press("Tab");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Show").setExact(true))
                .click();
        page.getByRole(AriaRole.ALERT).getByText("before the end").waitFor();
        time.fill("9:30 AM");
        page.keyboard().press("Tab");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Show").setExact(true))
                .click();
        page.waitForURL(Pattern.compile(".*/todo\\?from=2026-05-01T09%3A30Z&to=2026-05-01T11%3A00Z"));
    }

    @Test
    void blog_shouldDrawTopologyAndCharts() {
        page.navigate("/blog?range=PT3H");
        page.locator("quartet-topology path.back.moving").first().waitFor();
        page.locator("#chart-hits canvas").waitFor();
        page.locator("#chart-age canvas").waitFor();
        page.waitForFunction("document.querySelectorAll('quartet-chart canvas').length === 16");
        assertThat(page.locator("quartet-topology g.node").count()).isEqualTo(16);
    }

    @Test
    void services_shouldLeadToAPageForEach() {
        page.navigate("/services?range=PT3H");
        page.locator("#chart-throttles canvas").waitFor();
        assertThat(page.locator("quartet-topology g.node").count()).isEqualTo(14);
        page.locator("#service-orders .split-bar span").nth(1).waitFor();
        page.locator("#service-inventory a").click();
        page.waitForURL("**/services/inventory?range=PT3H");
        page.locator("#chart-target canvas").waitFor();
        assertThat(page.locator("h1").textContent()).isEqualTo("Inventory");
    }

    @Test
    void alarm_shouldShowItsThresholdAndHistory() {
        page.navigate("/alarms");
        page.getByText("shipping-dead-depth").click();
        page.locator("#chart-watched canvas").waitFor();
        page.getByText("Alarm updated from OK to ALARM").waitFor();
    }

    @Test
    void unknownPages_shouldSayWhichThereAre() {
        for (String path : new String[] {"/nothing", "/services/none"}) {
            assertThat(page.navigate(path).status()).as(path).isEqualTo(404);
            page.getByText("There is no such page").waitFor();
        }
        // Browsers note a document's 404 on the console.
        assertThat(problems).allSatisfy(problem -> assertThat(problem).contains("404"));
        problems.clear();
        page.locator(".known-views a")
                .filter(new Locator.FilterOptions().setHasText("Blog"))
                .click();
        page.locator("#chart-hits canvas").waitFor();
    }

    @Test
    void scheme_shouldOutliveAReload() {
        page.navigate("/");
        page.locator("#figure-cache-api:not(.loading)").waitFor();
        Object light = background();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Dark colours"))
                .click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Light colours"))
                .waitFor();
        backgroundIsNo(light);
        page.reload();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Light colours"))
                .waitFor();
        assertThat(page.evaluate("document.documentElement.style.colorScheme")).isEqualTo("dark");
        backgroundIsNo(light);
    }

    @Test
    void scheme_shouldFollowTheSystem_untilOneIsChosen() {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.navigate("/");
        page.locator("#figure-cache-api:not(.loading)").waitFor();
        Object dark = background();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Light colours"))
                .click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Dark colours"))
                .waitFor();
        backgroundIsNo(dark);
    }

    @Test
    void page_shouldFitAPhone_andSpeakKorean() {
        page.setViewportSize(390, 844);
        page.navigate("/alarms");
        page.locator("#alarms .badge").first().waitFor();
        assertThat(page.evaluate("[...document.querySelectorAll('#alarms tbody *')].every(e =>"
                        + " e.getBoundingClientRect().right <= innerWidth)"))
                .isEqualTo(true);
        page.navigate("/todo");
        page.locator("#chart-api canvas").waitFor();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Navigation"))
                .click();
        page.getByText("한국어").click();
        page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName("할 일").setExact(true))
                .waitFor();
        page.waitForFunction("document.documentElement.lang === 'ko'");
    }

    @Test
    void lostConnection_shouldBeTold_aboveWhatIsShown_andLoseNoClick() {
        page.navigate("/todo");
        page.locator("#chart-api canvas").waitFor();
        Locator banner = page.getByText("Connection to the dashboard lost; trying again.");
        offline = true;
        context.setOffline(true);
        // What is asked for now does not arrive.
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Compare with the period before"))
                .click();
        banner.waitFor();
        assertThat(page.locator("#chart-api canvas").isVisible()).isTrue();

        context.setOffline(false);
        banner.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
        page.waitForURL("**/todo?*compare=1*");
        page.locator(".compare[aria-pressed=true]").waitFor();
    }

    @Test
    void wall_shouldBeLeftByEscape() {
        page.navigate("/?wall=1&range=PT3H");
        page.locator("#figure-cache-api:not(.loading)").waitFor();
        page.locator("vaadin-side-nav").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
        page.keyboard().press("Escape");
        page.waitForURL("**/?range=PT3H");
        page.locator("vaadin-side-nav").waitFor();
    }

    private Object background() {
        return page.evaluate("getComputedStyle(document.querySelector('.tile')).backgroundColor");
    }

    private void backgroundIsNo(Object colour) {
        page.waitForFunction(
                "colour => getComputedStyle(document.querySelector('.tile')).backgroundColor !== colour", colour);
    }
}

package dev.quartet.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The blog's site as a visitor sees it, through its distribution, in a real browser. */
@ExtendWith(SharedQuartet.class)
final class SiteBrowserTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static Playwright playwright;
    private static Browser browser;

    private final List<String> problems = new ArrayList<>();

    @BeforeAll
    static void start() {
        var chromium = Stream.of(
                        System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"),
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (chromium.isEmpty()) {
            System.err.println("""
                    ******************************************************************************
                    NO CHROMIUM FOUND: the site's browser tests are SKIPPED. Install chromium or
                    name it in the environment variable CHROMIUM.
                    ******************************************************************************""");
        }
        Assumptions.assumeTrue(chromium.isPresent(), "no Chromium: browser tests are skipped");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.orElseThrow())
                        .setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @Test
    void visitor_shouldReadAPost_andSignUp_andGetTheMailInTheirLanguage(RunningQuartet quartet) throws Exception {
        var blog = new BlogAccess(quartet.access());
        var slug = "a-note-" + UUID.randomUUID();
        var post = TodoUser.JSON
                .createObjectNode()
                .put("slug", slug)
                .put("title", "Hello from the edge")
                .put("summary", "A short one.")
                .put("author", "Mina Park")
                .put("body", "Some **strong** words.\n\n<script>window.attacked = true</script>");
        var created = BlogAuthor.create(blog).post("/api/posts", post);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        var email = UUID.randomUUID() + "@example.com";
        try (var page = open(blog, "ko-KR")) {
            page.navigate("/posts/" + slug);
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Hello from the edge")))
                    .isVisible();
            assertThat(page.locator("article strong")).hasText("strong");
            assertThat(page.evaluate("window.attacked")).isNull();

            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("가입하기"))
                    .click();
            page.getByLabel("이메일 주소").fill(email);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("가입하기"))
                    .click();
            assertThat(page.getByText("고맙습니다")).isVisible();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(blog.mails(email)).hasSize(1));
        assertThat(blog.mails(email).get(0).path("subject").asString()).containsPattern("[가-힣]");
        assertThat(problems).isEmpty();
    }

    @Test
    void form_shouldSayWhatIsMissing_withoutAsking(RunningQuartet quartet) {
        try (var page = open(new BlogAccess(quartet.access()), "en-GB")) {
            page.navigate("/sign-up");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign up"))
                    .click();
            assertThat(page.locator("#email-error")).isVisible();
            assertThat(page.getByLabel("E-mail address")).isFocused();
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void unknownPost_andUnknownPage_shouldSaySo(RunningQuartet quartet) {
        var blog = new BlogAccess(quartet.access());
        try (var page = open(blog, "en-GB")) {
            page.navigate("/posts/no-such-post");
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("There is no such post")))
                    .isVisible();
            assertThat(page.navigate("/no/such/page").status()).isEqualTo(404);
            assertThat(page.locator("body")).containsText("404");
        }
    }

    private Page open(BlogAccess blog, String locale) {
        var context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(blog.exports().siteUrl())
                .setLocale(locale));
        var page = context.newPage();
        page.setDefaultTimeout((double) PATIENCE.toMillis());
        page.onPageError(problems::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("404")) {
                problems.add(message.text());
            }
        });
        return page;
    }
}

package dev.quartet.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The blog's site as a visitor sees it, through its distribution, in a real browser. */
@ExtendWith(SharedQuartet.class)
final class SiteBrowserTest {
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
        await().atMost(Chromium.PATIENCE)
                .untilAsserted(() -> assertThat(blog.mails(email)).hasSize(1));
        assertThat(blog.mails(email).get(0).path("subject").asString()).containsPattern("[가-힣]");
        assertThat(chromium.problems()).isEmpty();
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
        assertThat(chromium.problems()).isEmpty();
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

    private static Page open(BlogAccess blog, String locale) {
        return chromium.open(blog.exports().siteUrl(), locale);
    }
}

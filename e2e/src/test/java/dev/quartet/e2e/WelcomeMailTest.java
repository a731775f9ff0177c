package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One welcome mail for each visitor, in the visitor's language, whatever happens on the way. */
@ExtendWith(SharedQuartet.class)
final class WelcomeMailTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void visitor_shouldGetOneMail_inTheirLanguage(RunningQuartet quartet) throws Exception {
        var blog = new BlogAccess(quartet.access());
        var korean = address();
        var english = address();

        assertThat(blog.signUp(korean, "ko").statusCode()).isEqualTo(202);
        assertThat(blog.signUp(english, "en").statusCode()).isEqualTo(202);

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(blog.mails(korean)).hasSize(1);
            assertThat(blog.mails(english)).hasSize(1);
        });
        assertThat(blog.mails(korean).get(0).path("subject").asString()).containsPattern("[가-힣]");
        assertThat(blog.mails(english).get(0).path("subject").asString()).doesNotContainPattern("[가-힣]");
        assertThat(blog.mails(english).get(0).path("text").asString())
                .contains("Mina")
                .contains(blog.exports().siteUrl());
        assertThat(blog.mails(english).get(0).path("configurationSet").asString())
                .isEqualTo(blog.exports().welcomeConfigurationSet());
    }

    @Test
    void signingUpAgain_shouldSendNothing_andAnswerTheSame(RunningQuartet quartet) throws Exception {
        var blog = new BlogAccess(quartet.access());
        var email = address();
        var first = blog.signUp(email, "en");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status(blog, email)).isEqualTo("SENT"));

        var again = blog.signUp(email.toUpperCase(java.util.Locale.ROOT), "ko");

        assertThat(again.statusCode()).isEqualTo(first.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        // A later visitor's mail passes through the same stream: what the second sign-up would send came before it.
        var later = address();
        blog.signUp(later, "en");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(blog.mails(later)).hasSize(1));
        assertThat(blog.mails(email)).hasSize(1);
        assertThat(blog.visitor(email).get("sends").n()).isEqualTo("1");
    }

    @Test
    void twoHundredSignUpsAtOnce_shouldSendOne(RunningQuartet quartet) throws Exception {
        var blog = new BlogAccess(quartet.access());
        var email = address();
        var answers = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < 200; i++) {
            answers.add(signUpAtLast(blog, email));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(120, TimeUnit.SECONDS);

        assertThat(answers).allMatch(answer -> answer.join() == 202);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status(blog, email)).isEqualTo("SENT"));
        assertThat(blog.mails(email)).hasSize(1);
        assertThat(blog.visitor(email).get("sends").n()).isEqualTo("1");
    }

    @Test
    void ses_failingThreeTimes_shouldSendOne(RunningQuartet quartet) throws Exception {
        var blog = new BlogAccess(quartet.access());
        var email = address();
        blog.ses("{\"failNext\": 3}");

        blog.signUp(email, "en");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status(blog, email)).isEqualTo("SENT"));
        assertThat(blog.mails(email)).hasSize(1);
    }

    @Test
    void bounce_shouldMarkTheVisitor_andBeCounted(RunningQuartet quartet) throws Exception {
        var blog = new BlogAccess(quartet.access());
        var email = "bounce+" + UUID.randomUUID() + "@simulator.amazonses.com";
        var dimensions = Map.of("ses:configuration-set", blog.exports().welcomeConfigurationSet());
        try (var figures = new Figures(quartet.access())) {
            var before = figures.sum("AWS/SES", "Bounce", dimensions);

            blog.signUp(email, "en");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(status(blog, email)).isEqualTo("BOUNCED"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(figures.sum("AWS/SES", "Bounce", dimensions) - before)
                            .isEqualTo(1));
        }
    }

    @Test
    void badAddress_shouldBeRefused_namingTheField(RunningQuartet quartet) throws Exception {
        var answer = new BlogAccess(quartet.access()).signUp("not an address", "en");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
        assertThat(List.copyOf(TodoUser.json(answer).path("errors").values()))
                .anyMatch(error -> error.path("field").asString().equals("email"));
    }

    /** Tries again while functions are throttled: a laptop runs as many at once as its cores bear. */
    private static CompletableFuture<Integer> signUpAtLast(BlogAccess blog, String email) {
        return blog.signUpAsync(email, "en")
                .thenCompose(answer -> answer.statusCode() == 500
                        ? signUpAtLast(blog, email)
                        : CompletableFuture.completedFuture(answer.statusCode()));
    }

    private static String status(BlogAccess blog, String email) {
        var item = blog.visitor(email);
        return item.containsKey("status") ? item.get("status").s() : "";
    }

    private static String address() {
        return UUID.randomUUID() + "@example.com";
    }
}

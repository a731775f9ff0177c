package dev.quartet.local.traffic;

import java.net.http.HttpRequest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** First-time visitors who leave their address, in two languages; some come twice, some addresses bounce. Thread-safe. */
final class Visitors {
    private static final int OF_A_HUNDRED = 100;
    private static final int KOREAN = 60;
    private static final int AGAIN = 10;
    private static final int BOUNCING = 2;

    private final Wire wire;
    private final String url;
    private final String run;
    private final AtomicInteger count = new AtomicInteger();

    /** @param run makes the addresses of this run its own */
    Visitors(Wire wire, String url, String run) {
        this.wire = wire;
        this.url = url;
        this.run = run;
    }

    int count() {
        return count.get();
    }

    void signUp(RandomGenerator random) throws FailedRequestException, InterruptedException {
        int known = count.get();
        boolean again = known > 0 && random.nextInt(OF_A_HUNDRED) < AGAIN;
        int number = again ? random.nextInt(known) : count.getAndIncrement();
        // The mailbox simulator's addresses: https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
        var email = number % (OF_A_HUNDRED / BOUNCING) == 7
                ? "bounce+%s-%d@simulator.amazonses.com".formatted(run, number)
                : "visitor-%s-%d@example.com".formatted(run, number);
        var body = Wire.JSON
                .createObjectNode()
                .put("email", email)
                .put("name", "Visitor " + number)
                .put("locale", number * 37 % OF_A_HUNDRED < KOREAN ? "ko" : "en");
        wire.expect(
                Operation.VISITOR_SIGN_UP,
                Wire.request(url + "/api/visitors")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build());
    }
}

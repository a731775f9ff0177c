package dev.quartet.local.apigateway.shared;

import java.time.Clock;

/**
 * Throttling of one method: {@code rate} requests a second, {@code burst} at once.
 * See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html Thread-safe.
 */
public final class TokenBucket {
    private final double rate;
    private final int burst;
    private final Clock clock;
    private double tokens;
    private long filledAt;

    public TokenBucket(double rate, int burst, Clock clock) {
        this.rate = rate;
        this.burst = burst;
        this.clock = clock;
        this.tokens = burst;
        this.filledAt = clock.millis();
    }

    /** Takes a token; returns if there was one. */
    public synchronized boolean take() {
        long now = clock.millis();
        if (now > filledAt) {
            tokens = Math.min(burst, tokens + (now - filledAt) * rate / 1000);
            filledAt = now;
        }
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}

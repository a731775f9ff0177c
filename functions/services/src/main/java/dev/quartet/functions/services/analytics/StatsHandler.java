package dev.quartet.functions.services.analytics;

import dev.quartet.functions.common.ProxyResponse;
import dev.quartet.functions.common.Router;
import dev.quartet.functions.data.ApiHandler;
import dev.quartet.functions.data.Parts;
import dev.quartet.functions.data.Platform;
import dev.quartet.functions.data.Priming;
import java.time.Clock;
import java.util.Map;
import org.crac.Core;

/**
 * Answers what was ordered: {@code dev.quartet.functions.services.analytics.StatsHandler::handleRequest}, for an HTTP API. Environment:
 * ANALYTICS_TABLE. Needs {@code dynamodb:BatchGetItem} on the table.
 */
public final class StatsHandler extends ApiHandler {
    private static final String PRIMED = """
            {"pk":{"S":"DAY#2026-01-01"},"sk":{"S":"TOTAL#0"},"orders":{"N":"1"},"rejected":{"N":"0"},"units":{"N":"1"},\
            "revenue_EUR":{"N":"1"}}""";

    public StatsHandler() {
        this(Platform.lambda());
        Core.getGlobalContext().register(this);
    }

    StatsHandler(Platform platform) {
        super(
                platform,
                "Quartet/Services",
                Map.of("Cache-Control", "no-store"),
                StatsHandler::router,
                platform.clock());
    }

    private static Router router(Parts parts) {
        Clock clock = parts.platform().clock();
        Stats stats = new Stats(parts.store(), parts.platform().env().required("ANALYTICS_TABLE"));
        return new Router()
                .add("GET", "/stats", request -> ProxyResponse.json(200, stats.json(Period.of(request, clock))));
    }

    @Override
    protected void prime(Platform likeThis) {
        primeOn(Priming.platform(likeThis, PRIMED));
    }

    static void primeOn(Platform platform) {
        new Priming(new StatsHandler(platform), Map.of(), Map.of()).httpRequest("GET", "/stats", null);
    }
}

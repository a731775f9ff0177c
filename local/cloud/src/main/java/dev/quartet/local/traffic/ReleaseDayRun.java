package dev.quartet.local.traffic;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** A release day on the command line: its progress, its table, and what Ctrl-C does to it. */
final class ReleaseDayRun {
    private static final int FAREWELL_SECONDS = 8;

    private final ReleaseDay day;
    private final Consumer<String> output;
    private final boolean json;

    /**
     * @param json whether nothing but the results is printed, as JSON
     */
    ReleaseDayRun(ReleaseDay day, Consumer<String> output, boolean json) {
        this.day = day;
        this.output = output;
        this.json = json;
    }

    /** Returns whether all downloads that had the time came to their right end. */
    boolean run() throws ReleaseDayException, InterruptedException {
        var told = new CountDownLatch(1);
        var hook = Thread.ofPlatform().unstarted(() -> {
            day.stop();
            try {
                told.await(FAREWELL_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try (day) {
            var results = day.run(json ? line -> {} : output);
            show(results);
            return results.stream().allMatch(ReleaseDayResult::well);
        } finally {
            told.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                output.accept(json ? "" : "stopped"); // it is running: that is why we are here
            }
        }
    }

    private void show(List<ReleaseDayResult> results) {
        if (json) {
            output.accept(JsonMapper.shared().writeValueAsString(results));
        } else {
            ReleaseDayTable.of(results).forEach(output);
        }
    }
}

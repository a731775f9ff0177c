package dev.quartet.functions.services.imports;

import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Logs;
import dev.quartet.functions.services.events.ImportedOrder;
import dev.quartet.functions.services.imports.Outcomes.Outcome;
import dev.quartet.functions.services.queue.Batch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.http.SdkHttpClient;

/** Places the orders of some lines of one file, a few at the same time, and notes what became of them. */
final class Placing {
    /** More at once would only fill the shop's functions, which shoppers need as well. */
    private static final int AT_ONCE = 4;

    private final String importId;
    private final Outcomes outcomes;
    private final OrdersClient orders;
    private final Logs logs;
    private final Figures figures;

    Placing(String importId, Outcomes outcomes, OrdersClient orders, Logs logs, Figures figures) {
        this.importId = importId;
        this.outcomes = outcomes;
        this.orders = orders;
        this.logs = logs;
        this.figures = figures;
    }

    /**
     * Reports those whose order could not be had to the batch.
     *
     * @param until System.nanoTime after which no try begins
     * @return those that have an outcome
     */
    List<Batch.Item<ImportedOrder>> place(
            List<Batch.Item<ImportedOrder>> items, Batch<ImportedOrder> batch, long until) {
        Map<Long, List<Batch.Item<ImportedOrder>>> byLine = new LinkedHashMap<>();
        for (Batch.Item<ImportedOrder> item : items) {
            byLine.computeIfAbsent(item.event().source().line(), line -> new ArrayList<>())
                    .add(item);
        }
        Set<Long> known = outcomes.known(importId, byLine.keySet());
        figures.count("DuplicatesIgnored", known.size());
        Map<Long, Future<Outcome>> calls = new LinkedHashMap<>();
        SdkHttpClient client = orders.open();
        Semaphore places = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            byLine.forEach((line, same) -> {
                if (!known.contains(line)) {
                    ImportedOrder order = same.getFirst().event();
                    calls.put(line, threads.submit(() -> {
                        places.acquire();
                        try {
                            return orders.place(client, order, until);
                        } finally {
                            places.release();
                        }
                    }));
                }
            });
        }
        List<Batch.Item<ImportedOrder>> done = new ArrayList<>();
        known.forEach(line -> done.addAll(byLine.getOrDefault(line, List.of())));
        List<Outcome> fresh = new ArrayList<>();
        calls.forEach((line, call) -> {
            List<Batch.Item<ImportedOrder>> same = byLine.getOrDefault(line, List.of());
            try {
                fresh.add(outcome(call, batch.fields(same.getFirst())));
                done.addAll(same);
            } catch (OrdersClient.UnavailableException | RuntimeException e) {
                same.forEach(item -> batch.failed(item, e));
            }
        });
        outcomes.write(importId, fresh);
        return done;
    }

    private Outcome outcome(Future<Outcome> call, Map<String, Object> fields) throws OrdersClient.UnavailableException {
        try {
            Outcome outcome = call.get();
            if (outcome.orderId() == null) {
                fields.put("reason", String.valueOf(outcome.reason()));
                logs.info("the shop refused an order", fields);
            } else {
                fields.put("orderId", outcome.orderId());
                logs.info("placed an order", fields);
            }
            return outcome;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OrdersClient.UnavailableException unavailable) {
                throw unavailable;
            }
            throw new IllegalStateException("an order could not be placed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while placing orders", e);
        }
    }
}

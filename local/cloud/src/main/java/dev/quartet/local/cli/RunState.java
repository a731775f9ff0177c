package dev.quartet.local.cli;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.process.ChildProcesses;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What {@code status} tells of a run. Thread-safe. */
final class RunState {
    private final CloudContext context;
    private final ChildProcesses children;
    private final Instant startedAt;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger recorded = new AtomicInteger();
    private final Map<String, String> endpoints = new ConcurrentSkipListMap<>();
    private volatile boolean ready;
    private volatile Supplier<Map<String, String>> names = Map::of;

    RunState(CloudContext context, ChildProcesses children) {
        this.context = context;
        this.children = children;
        this.startedAt = context.clock().instant();
    }

    void provisioned(boolean works) {
        (works ? running : recorded).incrementAndGet();
    }

    /** Sets how many resources there are. */
    void resources(int nowRunning, int nowRecorded) {
        running.set(nowRunning);
        recorded.set(nowRecorded);
    }

    void endpoint(String name, String url) {
        endpoints.put(name, url);
    }

    /** Shows the program's own names from now on, with their URLs. */
    void names(Supplier<Map<String, String>> urls) {
        names = urls;
    }

    /** Returns the URLs by name. */
    Map<String, String> endpoints() {
        var result = new TreeMap<>(endpoints);
        result.putAll(names.get());
        return result;
    }

    void ready() {
        ready = true;
    }

    /** Returns it as {@code GET /_quartet/status} answers it. */
    Map<String, Object> toMap() {
        var result = new LinkedHashMap<String, Object>();
        result.put("state", ready ? "ready" : "starting");
        result.put("stack", context.stack());
        result.put("region", context.region());
        result.put("accountId", context.accountId());
        result.put("startedAt", startedAt.toString());
        result.put("pid", ProcessHandle.current().pid());
        result.put("resources", Map.of("running", running.get(), "recorded", recorded.get()));
        result.put("endpoints", endpoints());
        List<Map<String, Object>> processes = children.running().stream()
                .map(child -> Map.<String, Object>of("pid", child.pid(), "name", child.name()))
                .toList();
        result.put("processes", processes);
        return result;
    }
}

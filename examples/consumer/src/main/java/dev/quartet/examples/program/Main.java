package dev.quartet.examples.program;

import com.pulumi.Pulumi;

/** What {@code pulumi up} runs. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // pulumi 1.36.1 waits for ever on JDK 25 with two processors or fewer: its runner queues itself on the common
        // pool, which then has one thread.
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "4");
        Pulumi.run(Invoicing::build);
    }
}

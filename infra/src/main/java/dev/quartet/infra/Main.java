package dev.quartet.infra;

import com.pulumi.Pulumi;
import dev.quartet.infra.config.ProgramConfig;
import dev.quartet.infra.config.Settings;
import dev.quartet.infra.core.ProgramFiles;
import dev.quartet.infra.lambda.FunctionZips;
import java.nio.file.Path;

/** The program that {@code pulumi up} and the local cloud run. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // pulumi 1.36.1 waits for ever on JDK 25 with two processors or fewer: its runner queues itself on the common
        // pool, which then has one thread.
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "4");
        // A library brings SLF4J without a back end, and it would say so in every run.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        Pulumi.run(context -> {
            ProgramConfig.refuseUnknownKeys(System.getenv("PULUMI_CONFIG"));
            Settings settings = QuartetStack.settings(context);
            Path root = Path.of("");
            FunctionZips.require(root, QuartetStack.zips(settings));
            QuartetStack.build(context, settings, new ProgramFiles(root));
        });
    }
}

package dev.quartet.local.cli;

import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.engine.Engine;
import dev.quartet.local.engine.Program;
import dev.quartet.local.engine.RunResult;
import dev.quartet.local.network.PrefixLists;
import dev.quartet.local.preview.PreviewProvisioner;
import dev.quartet.local.preview.ResourceClasses;
import dev.quartet.local.process.ChildProcesses;
import dev.quartet.local.recorded.AccountFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Runs the program without a cloud and shows what it would make. */
@Command(
        name = "preview",
        description = "Runs the program without starting any server: what it would create, and what that costs idle.")
final class PreviewCommand implements Callable<Integer> {
    /** What the provider checks take for an account. */
    private static final String ACCOUNT = "123456789012";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Home home;
    private final Terminal terminal;

    @Option(names = "--stack", description = "Which Pulumi.<stack>.yaml to use (default: ${DEFAULT-VALUE}).")
    private String stack = "local";

    @Option(names = "--graph", description = "Writes all resources to this file, as pulumi-graph/1 JSON.")
    private @Nullable Path graph;

    @Mixin
    private JsonOption json = new JsonOption();

    PreviewCommand(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        long start = System.nanoTime();
        var program = Program.load(home.root(), stack);
        var progress = new Progress(terminal, true);
        var result = run(program, progress);
        if (!result.succeeded()) {
            progress.explainFailure();
            throw new CommandException(
                    ExitCode.PROGRAM_FAILED, "the program failed (exit code %d)".formatted(result.exitCode()));
        }
        if (graph != null) {
            Files.writeString(graph, result.graph());
        }
        show(program, progress, result, Duration.ofNanos(System.nanoTime() - start));
        return ExitCode.OK;
    }

    private RunResult run(Program program, Progress progress) throws IOException, InterruptedException {
        // A register of its own: that of `up` would end what a running local cloud has started.
        var register = home.root()
                .resolve(".quartet")
                .resolve("preview-" + ProcessHandle.current().pid());
        try (var classes = ResourceClasses.in(home.programLibraries());
                var children = ChildProcesses.open(register)) {
            var functions = new ResourceCatalog();
            var region = program.config().require("aws:region");
            functions.add(new AccountFunctions(ACCOUNT, region)).add(new PrefixLists(region));
            return new Engine(children, PATIENCE).run(program, new PreviewProvisioner(classes, functions), progress);
        }
    }

    private void show(Program program, Progress progress, RunResult result, Duration took) {
        List<String> resources = result.resources();
        if (json.wanted()) {
            var answer = new LinkedHashMap<String, Object>();
            answer.put("stack", program.stack());
            answer.put("resources", resources);
            answer.put("printed", progress.printed());
            answer.put("seconds", took.toMillis() / 1000.0);
            terminal.line(new JsonMapper().writeValueAsString(answer));
            return;
        }
        resources.forEach(resource -> terminal.line(" + " + resource));
        terminal.line("");
        progress.printed().forEach(terminal::line);
        terminal.line("%d resources in stack %s, previewed in %s"
                .formatted(resources.size(), program.stack(), Terminal.time(took)));
    }
}

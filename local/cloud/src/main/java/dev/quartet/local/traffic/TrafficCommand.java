package dev.quartet.local.traffic;

import dev.quartet.exports.ExportsJson;
import dev.quartet.exports.InvalidExportsException;
import dev.quartet.exports.StackExports;
import dev.quartet.local.aws.RequestSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Drives realistic load against the running local cloud. */
@Command(
        name = "traffic",
        description = {
            "Drives realistic load: users of the to-do app and their files; readers, visitors and an author of the blog;"
                    + " shoppers, whose number follows a day of ten minutes, and dealers with files of orders;"
                    + " clients of updates, and a publisher.",
            "After --seconds it compares what the shop's services say of its orders, and ends with 1 if they disagree."
        })
public final class TrafficCommand implements Callable<Integer> {
    private static final int OK = 0;
    private static final int DISAGREE = 1;
    /** EX_USAGE and EX_UNAVAILABLE of BSD's sysexits(3). */
    private static final int USAGE = 64;

    private static final int UNAVAILABLE = 69;
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
    private static final int FAREWELL_SECONDS = 8;

    private final Path defaultExports;
    private final Supplier<RequestSigner> owner;
    private final Consumer<String> output;
    private final Consumer<String> errors;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RPS",
            description = "Requests a second of all people together (default: ${DEFAULT-VALUE}).",
            defaultValue = "" + TrafficOptions.REQUESTS_PER_SECOND)
    private double requestsPerSecond;

    @Option(
            names = "--users",
            paramLabel = "COUNT",
            description = "How many sign up for the to-do app (default: ${DEFAULT-VALUE}).",
            defaultValue = "" + TrafficOptions.USERS)
    private int users;

    @Option(names = "--seconds", paramLabel = "COUNT", description = "How long (default: until Ctrl-C).")
    private @Nullable Integer seconds;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Repeats the choices of an earlier run.")
    private @Nullable Long seed;

    @Option(
            names = "--flash-sale",
            description = "Half a minute of each ten, everybody wants the same product, of which there is too little.")
    private boolean flashSale;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            description = "How long the shop's figures may stand still without agreeing (default: ${DEFAULT-VALUE}).",
            defaultValue = "90")
    private int settle;

    @Option(
            names = "--exports",
            paramLabel = "FILE",
            description = "The stack's exports (default: those of the local cloud that runs).")
    private @Nullable Path exports;

    @ArgGroup(exclusive = false, heading = "%nA release day:%n")
    private @Nullable ReleaseDayArguments releaseDay;

    @Option(names = "--json", description = "Prints nothing but the summary, as JSON.")
    private boolean json;

    /**
     * Creates it.
     *
     * @param defaultExports {@code .quartet/local/exports.json}
     * @param owner signs as the stack's owner
     * @param output takes lines for standard output
     * @param errors takes lines for standard error
     */
    public TrafficCommand(
            Path defaultExports, Supplier<RequestSigner> owner, Consumer<String> output, Consumer<String> errors) {
        this.defaultExports = defaultExports;
        this.owner = owner;
        this.output = output;
        this.errors = errors;
    }

    @Override
    public Integer call() throws InterruptedException {
        var file = exports == null ? defaultExports : exports;
        try {
            var stack = ExportsJson.read(Files.readString(file));
            if (releaseDay != null) {
                var day = ReleaseDay.of(stack, releaseDay.options(), owner.get());
                return new ReleaseDayRun(day, output, json).run() ? OK : UNAVAILABLE;
            }
            var options = new TrafficOptions(
                    requestsPerSecond,
                    users,
                    Optional.ofNullable(seconds).map(Duration::ofSeconds),
                    seed == null ? System.nanoTime() : seed,
                    flashSale);
            var summary = drive(TrafficDriver.start(stack, options, owner.get()));
            // Whoever ends it by hand wants it to end.
            var shop = stack.services() == null || seconds == null ? null : settled(stack);
            show(summary, shop);
            if (shop != null && !shop.consistent()) {
                return DISAGREE;
            }
            return summary.requests() > summary.failures() ? OK : UNAVAILABLE;
        } catch (ReleaseDayException e) {
            return refuse(UNAVAILABLE, String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            return refuse(UNAVAILABLE, "the shop's figures cannot be compared: " + e.getMessage());
        } catch (NoSuchFileException e) {
            return refuse(UNAVAILABLE, "no " + file + ": start a local cloud first: ./quartet up");
        } catch (IOException e) {
            return refuse(UNAVAILABLE, "cannot read " + file + ": " + e.getMessage());
        } catch (InvalidExportsException e) {
            return refuse(USAGE, file + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return refuse(USAGE, String.valueOf(e.getMessage()));
        }
    }

    /** Runs until the duration is over or the process is told to end; in that case it still gets to its summary. */
    private TrafficSummary drive(TrafficDriver driver) throws InterruptedException {
        var told = new CountDownLatch(1);
        var hook = Thread.ofPlatform().unstarted(() -> {
            driver.stop();
            try {
                told.await(FAREWELL_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try (driver) {
            while (!driver.await(BETWEEN_LINES)) {
                if (!json) {
                    output.accept(driver.summary().line());
                }
            }
            return driver.stop();
        } finally {
            told.countDown();
            removeHook(hook);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // it is running: that is why we are here
        }
    }

    private ShopFigures settled(StackExports stack) throws InterruptedException {
        try (var check = ShopCheck.of(stack, owner.get())) {
            return check.settle(Duration.ofSeconds(settle), figures -> {
                if (!json) {
                    output.accept("waiting for the shop's events: %d orders, %d shipments, %d counted"
                            .formatted(figures.confirmed(), figures.shipments(), figures.countedOrders()));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void show(TrafficSummary summary, @Nullable ShopFigures shop) {
        if (json) {
            ObjectNode tree = JsonMapper.shared().valueToTree(summary);
            if (shop != null) {
                tree.set(
                        "shop",
                        JsonMapper.shared().<ObjectNode>valueToTree(shop).put("consistent", shop.consistent()));
            }
            output.accept(tree.toString());
            return;
        }
        output.accept(summary.line());
        summary.table().forEach(output);
        if (summary.skipped() > 0) {
            output.accept("%d requests were skipped: too many were under way".formatted(summary.skipped()));
        }
        summary.errors().forEach(errors);
        if (shop != null) {
            shop.lines().forEach(output);
        }
    }

    private int refuse(int code, String message) {
        errors.accept("quartet: " + message);
        return code;
    }
}

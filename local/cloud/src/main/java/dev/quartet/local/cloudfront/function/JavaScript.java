package dev.quartet.local.cloudfront.function;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/** One function's code in one JavaScript context: strict, without eval, files, threads, environment or Java. Not thread-safe. */
final class JavaScript implements AutoCloseable {
    /** What one run may execute; CloudFront allows about a millisecond of its machines. */
    static final long MOST_STATEMENTS = 100_000;

    private static final Source HARNESS = harness();

    private final Context context;
    private final Value run;
    private final Value outcome;
    private final Value handler;

    private JavaScript(Context context, Value harness, Value handler) {
        this.context = context;
        this.run = harness.getMember("run");
        this.outcome = harness.getMember("outcome");
        this.handler = handler;
    }

    /** Returns the engine that all contexts share. */
    static Engine engine() {
        return Engine.newBuilder("js")
                .option("engine.WarnInterpreterOnly", "false")
                .out(OutputStream.nullOutputStream())
                .err(OutputStream.nullOutputStream())
                .build();
    }

    /** Loads {@code code}; throws {@link IllegalArgumentException} when it does not parse, fails or defines no handler. */
    static JavaScript load(Engine engine, Source code) {
        var context = Context.newBuilder("js")
                .engine(engine)
                .allowHostAccess(HostAccess.NONE)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowIO(IOAccess.NONE)
                .allowEnvironmentAccess(EnvironmentAccess.NONE)
                .allowHostClassLookup(name -> false)
                .allowCreateThread(false)
                .allowCreateProcess(false)
                .allowNativeAccess(false)
                .allowExperimentalOptions(true) // those below are named so, though they only take away
                .option("js.strict", "true")
                .option("js.disable-eval", "true")
                .option("js.load", "false")
                .option("js.print", "false")
                .option("js.console", "false")
                .option("js.graal-builtin", "false")
                .option("js.polyglot-builtin", "false")
                .option("js.java-package-globals", "false")
                .option("js.shared-array-buffer", "false")
                .option("js.webassembly", "false")
                .resourceLimits(ResourceLimits.newBuilder()
                        .statementLimit(MOST_STATEMENTS, null)
                        .build())
                .build();
        try {
            var harness = context.eval(HARNESS);
            context.eval(code);
            var handler = context.eval(Source.create("js", "typeof handler === 'function' ? handler : null"));
            if (handler.isNull()) {
                throw new IllegalArgumentException("it defines no function named handler");
            }
            return new JavaScript(context, harness, handler);
        } catch (PolyglotException e) {
            context.close(true);
            throw new IllegalArgumentException(explain(e), e);
        } catch (IllegalArgumentException e) {
            context.close(true);
            throw e;
        }
    }

    /**
     * Runs the handler with {@code event} (JSON); returns {@code {"result", "lines"}} or {@code {"error", "lines"}}. Throws
     * {@link IllegalStateException} when it ran out of its limits or never ended; then this is of no further use.
     */
    String run(String event) {
        try {
            context.resetLimits();
            run.executeVoid(handler, event);
            var text = outcome.execute();
            if (text.isNull()) {
                throw new IllegalStateException("the promise that the handler returned is never fulfilled");
            }
            return text.asString();
        } catch (PolyglotException e) {
            throw new IllegalStateException(
                    e.isResourceExhausted()
                            ? "The function exceeded its execution limit of %d statements".formatted(MOST_STATEMENTS)
                            : e.isCancelled() ? "The function exceeded its time" : explain(e),
                    e);
        }
    }

    /** Ends it, in the middle of a run too. */
    @Override
    public void close() {
        context.close(true);
    }

    private static String explain(PolyglotException e) {
        var place = e.getSourceLocation();
        var where = place == null ? "" : " (line %d)".formatted(place.getStartLine());
        return Objects.requireNonNullElse(e.getMessage(), e.toString())
                        .lines()
                        .findFirst()
                        .orElse("")
                + where;
    }

    private static Source harness() {
        try (var in = JavaScript.class.getResourceAsStream("harness.js")) {
            if (in == null) {
                throw new IllegalStateException("harness.js is missing beside its class");
            }
            var code = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Source.newBuilder("js", code, "harness.js").buildLiteral();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

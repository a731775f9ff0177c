package dev.quartet.local.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The local cloud's own log of a run. */
final class LogFile {
    private LogFile() {}

    /** Sends the log, from INFO up, to {@code file}, and errors alone to the terminal; an earlier run's is overwritten. */
    static void open(Path file) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return; // another back end, in a test
        }
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d %-5level %logger{0}: %msg%n%ex");
        encoder.start();
        var appender = new FileAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setAppend(false);
        appender.setEncoder(encoder);
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        var errorsOnly = new ThresholdFilter();
        errorsOnly.setLevel("ERROR");
        errorsOnly.start();
        root.iteratorForAppenders().forEachRemaining(console -> console.addFilter(errorsOnly));
        root.addAppender(appender);
    }

    /** Sends nothing to the terminal any more: Ctrl-C ends the children too, and calls under way fail loudly. */
    static void hushTerminal() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
            var consoles = new ArrayList<Appender<ILoggingEvent>>();
            root.iteratorForAppenders().forEachRemaining(appender -> {
                if (appender instanceof ConsoleAppender) {
                    consoles.add(appender);
                }
            });
            consoles.forEach(root::detachAppender);
        }
    }
}

package dev.quartet.updateserver;

import dev.quartet.updateserver.config.Settings;
import dev.quartet.updateserver.http.UpdateServer;
import dev.quartet.updateserver.log.AccessLog;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the server; SIGTERM stops it once what is under way has ended. */
public final class Main {
    private static final Logger log = LoggerFactory.getLogger(Main.class);

    private Main() {}

    /** Reads the environment, listens, and returns; the server's threads keep the process alive. */
    public static void main(String[] args) {
        try {
            var settings = Settings.of(System.getenv());
            var accessLog = new AccessLog(new FileOutputStream(FileDescriptor.out));
            var server = UpdateServer.start(settings, accessLog);
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                        log.info(
                                "stopping: what is under way has {} s",
                                settings.drain().toSeconds());
                        server.close();
                        accessLog.close();
                    }));
            log.info("serving {} on {}:{}", settings.root(), settings.bind(), server.port());
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("update-server: " + e.getMessage());
            System.exit(2);
        }
    }
}

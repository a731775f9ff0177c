package dev.quartet.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Waits while file {@code WAIT} exists, then notes its event in {@code WAIT.handled}. Runs in a process of its own. */
public final class WaitingHandler implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var event = input.readAllBytes();
        var file = Path.of(System.getenv("WAIT"));
        if (Files.exists(file)) {
            Files.createFile(Path.of(file + ".seen-" + ProcessHandle.current().pid()));
        }
        while (Files.exists(file)) {
            Thread.onSpinWait();
        }
        Files.write(Path.of(file + ".handled"), event, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}

package dev.quartet.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The function of the tests: does what its event, a JSON text of {@code command argument}, says. Runs in a process of its own. */
public final class CommandHandler implements RequestStreamHandler {
    private final List<byte[]> held = new ArrayList<>();

    public CommandHandler() {
        if (System.getenv("FAIL_INIT") != null) {
            throw new IllegalStateException("no start today");
        }
        if (System.getenv("EXIT_INIT") != null) {
            Runtime.getRuntime().halt(3);
        }
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        var words = text.replace("\"", "").split(" ", 2);
        var argument = words.length < 2 ? "" : words[1];
        output.write(quoted(answer(words[0], argument, context)).getBytes(StandardCharsets.UTF_8));
    }

    private String answer(String command, String argument, Context context) throws IOException {
        switch (command) {
            case "print" -> System.out.println(argument);
            case "exit" -> Runtime.getRuntime().halt(Integer.parseInt(argument));
            case "fail" -> throw new IllegalArgumentException(argument);
            case "wait" -> {
                // Until the test deletes the file, or the time-out strikes.
                var file = Path.of(argument);
                Files.createFile(
                        Path.of(argument + ".seen-" + ProcessHandle.current().pid()));
                while (Files.exists(file)) {
                    Thread.onSpinWait();
                }
            }
            case "big" -> {
                return "x".repeat(Integer.parseInt(argument));
            }
            case "env" -> {
                return String.valueOf(System.getenv(argument));
            }
            case "write" -> Files.writeString(Path.of(System.getenv("DATA")).resolve(argument), "written");
            case "hold" -> held.add(new byte[Integer.parseInt(argument) << 20]);
            case "native" -> {
                // Mapped, as the JVM itself limits what it allocates.
                var file = Files.createTempFile("native", "");
                MappedByteBuffer memory;
                try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, Integer.parseInt(argument) << 20);
                }
                for (int i = 0; i < memory.capacity(); i += 1024) {
                    memory.put(i, (byte) 1);
                }
                while (memory.isDirect()) {
                    Thread.onSpinWait();
                }
            }
            case "version" -> {
                return context.getFunctionVersion() + " " + context.getInvokedFunctionArn();
            }
            default -> {
                return command;
            }
        }
        return Long.toString(ProcessHandle.current().pid());
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

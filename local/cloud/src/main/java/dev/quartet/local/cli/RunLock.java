package dev.quartet.local.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One local cloud a clone: a lock that the system itself lets go of when its process dies, with pid and port inside for
 * those who ask.
 */
final class RunLock implements AutoCloseable {
    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /** What the lock tells of the run that holds it. */
    record Holder(long pid, int cloudPort) {}

    /** Takes the lock for this process; throws {@link CommandException} naming the process that has it. */
    static RunLock take(Home home, int cloudPort) throws IOException {
        Folders.createPrivate(home.local());
        var channel = FileChannel.open(
                file(home), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            var who = holder(home)
                    .map(holder -> "process " + holder.pid() + ", port " + holder.cloudPort())
                    .orElse("another process");
            throw new CommandException(
                    ExitCode.BUSY, "a local cloud of this clone runs already (" + who + "); stop it with Ctrl-C");
        }
        channel.truncate(0);
        var text = ProcessHandle.current().pid() + " " + cloudPort + "\n";
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        return new RunLock(channel);
    }

    /** Returns who holds the lock, or held it last. */
    static Optional<Holder> holder(Home home) {
        try {
            var fields = Files.readString(file(home)).strip().split(" ");
            return fields.length == 2 && fields[0].matches("\\d{1,18}") && fields[1].matches("\\d{1,5}")
                    ? Optional.of(new Holder(Long.parseLong(fields[0]), Integer.parseInt(fields[1])))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        channel.truncate(0);
        channel.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this very process has it
        }
    }

    private static Path file(Home home) {
        return home.local().resolve("lock");
    }
}

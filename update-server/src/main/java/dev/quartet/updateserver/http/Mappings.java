package dev.quartet.updateserver.http;

import dev.quartet.updateserver.releases.ReleaseFile;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files mapped into memory, the last ones used; unmapped when nobody holds them any more. Thread-safe. */
final class Mappings {
    private static final int MOST = 64;

    private final Map<Key, MappedByteBuffer> mapped = new LinkedHashMap<>(MOST, 0.75f, true);

    /** A part of one state of a file. */
    private record Key(ReleaseFile file, long first) {}

    /** Returns the {@code length} bytes of {@code file} from {@code first} on, read-only. */
    synchronized MappedByteBuffer of(ReleaseFile file, FileChannel channel, long first, long length)
            throws IOException {
        var key = new Key(file, first);
        var present = mapped.get(key);
        if (present == null) {
            present = channel.map(FileChannel.MapMode.READ_ONLY, first, length);
            mapped.put(key, present);
            if (mapped.size() > MOST) {
                mapped.remove(mapped.keySet().iterator().next());
            }
        }
        return present;
    }
}

package dev.quartet.local.gateway;

import dev.quartet.local.aws.SigV4;
import dev.quartet.local.core.AwsException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A body too large to be held, whose hash is compared at its end: the last read throws {@link AwsException}. */
final class CheckedBody extends FilterInputStream {
    private final MessageDigest digest = SigV4.sha256();
    private final String expected;
    private final AwsException mismatch;
    private boolean ended;

    CheckedBody(InputStream in, String expected, AwsException mismatch) {
        super(in);
        this.expected = expected;
        this.mismatch = mismatch;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var count = super.read(buffer, offset, length);
        if (count > 0) {
            digest.update(buffer, offset, count);
        } else if (count < 0 && !ended) {
            ended = true;
            if (!SigV4.same(expected, HexFormat.of().formatHex(digest.digest()))) {
                throw mismatch;
            }
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 64 * 1024)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}

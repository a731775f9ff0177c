package dev.quartet.functions.blog.thumbnail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A JPEG file's segments (ITU-T T.81, annex B): its size, how its samples are coded, and the file without metadata. The scans are
 * copied as they are, so the clean picture loses nothing.
 */
final class JpegFile {
    /** A progressive picture has about ten; each walks over all of it again, so thousands of empty ones would take minutes. */
    private static final int MAX_SCANS = 100;
    /** What all scans together may walk over; about six seconds at worst. */
    private static final long MAX_SCANNED_PIXELS = 1_000_000_000L;

    private final byte[] file;
    private final Input in;
    /** Frame, tables and scans. */
    private final ByteArrayOutputStream body;

    private final SortedMap<Integer, byte[]> profileParts = new TreeMap<>();
    private final ByteArrayOutputStream profileSegments = new ByteArrayOutputStream();
    private byte @Nullable [] adobe;
    private byte @Nullable [] frame;
    private boolean jfif;
    private int orientation = 1;
    private int scans;

    JpegFile(byte[] file) {
        this.file = file;
        in = new Input(Format.JPEG, file);
        body = new ByteArrayOutputStream(file.length);
    }

    Picture read() {
        in.skip(2);
        for (int marker = marker(); marker != 0xd9; marker = marker()) {
            if (marker == 0xd8 || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
                throw new RejectedException(
                        "The JPEG picture is damaged: marker 0x%02x stands where none may be.".formatted(marker));
            }
            int length = in.u16() - 2;
            segment(marker, in.take(length));
        }
        byte[] header = frame;
        if (header == null || scans == 0) {
            throw new RejectedException("The JPEG file has no picture in it.");
        }
        int height = side(header, 1);
        int width = side(header, 3);
        return new Picture(
                Format.JPEG,
                width,
                height,
                orientation,
                coding(header),
                profile(),
                assemble(true),
                assemble(false),
                0,
                0);
    }

    private int marker() {
        if (in.u8() != 0xff) {
            throw new RejectedException("The JPEG picture is damaged: a marker is missing.");
        }
        int marker = in.u8();
        while (marker == 0xff) {
            marker = in.u8();
        }
        return marker;
    }

    private void segment(int marker, byte[] payload) {
        if (marker >= 0xe0 && marker <= 0xef) {
            application(marker, payload);
        } else if (isFrame(marker)) {
            frame(marker, payload);
            write(body, marker, payload);
        } else if (marker == 0xda) {
            countScan();
            write(body, marker, payload);
            scan();
        } else if (marker == 0xc4 || marker == 0xdb || marker == 0xdd) {
            write(body, marker, payload);
        }
    }

    private void countScan() {
        if (frame == null) {
            throw new RejectedException("The JPEG picture is damaged: a scan stands before the frame's header.");
        }
        if (++scans > MAX_SCANS) {
            throw new RejectedException("The JPEG picture has more than " + MAX_SCANS + " scans.");
        }
        long pixels = (long) side(frame, 1) * side(frame, 3);
        if (scans * pixels > MAX_SCANNED_PIXELS) {
            throw new RejectedException(
                    "The JPEG picture has %d scans or more of %,d pixels each; allowed are %,d pixels in all scans."
                            .formatted(scans, pixels, MAX_SCANNED_PIXELS));
        }
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private void frame(int marker, byte[] payload) {
        if (marker > 0xc2) {
            throw new RejectedException(
                    "The JPEG picture is lossless, arithmetic or hierarchical; allowed are baseline and progressive ones, as"
                            + " browsers show them.");
        }
        if (frame != null) {
            throw new RejectedException("The JPEG picture is damaged: it has two frames.");
        }
        if (payload.length < 6 || payload.length != 6 + 3 * payload[5]) {
            throw new RejectedException("The JPEG picture is damaged: its frame's header has a wrong length.");
        }
        if (payload[0] != 8) {
            throw new RejectedException(
                    "The JPEG picture has " + payload[0] + " bits a sample; allowed are 8, as browsers show them.");
        }
        // Here already: a bomb is refused without walking over what follows.
        Picture.check(side(payload, 3), side(payload, 1));
        frame = payload;
    }

    private static int side(byte[] header, int at) {
        return ((header[at] & 0xff) << 8) | (header[at + 1] & 0xff);
    }

    private void application(int marker, byte[] payload) {
        if (marker == 0xe0 && startsWith(payload, "JFIF\0")) {
            jfif = true;
        } else if (marker == 0xe1 && startsWith(payload, "Exif\0\0")) {
            orientation = Exif.orientation(Arrays.copyOfRange(payload, 6, payload.length));
        } else if (marker == 0xe2 && startsWith(payload, "ICC_PROFILE\0") && payload.length > 14) {
            profileParts.put(payload[12] & 0xff, Arrays.copyOfRange(payload, 14, payload.length));
            write(profileSegments, marker, payload);
        } else if (marker == 0xee && startsWith(payload, "Adobe") && payload.length >= 12) {
            adobe = Arrays.copyOf(payload, 12);
        }
    }

    /** Entropy-coded data, up to the next marker that is neither a stuffed 0 nor a restart. */
    private void scan() {
        int from = in.position();
        int at = from;
        while (true) {
            while (at < file.length && file[at] != (byte) 0xff) {
                at++;
            }
            if (at + 1 >= file.length) {
                throw RejectedException.truncated(Format.JPEG);
            }
            int next = file[at + 1] & 0xff;
            if (next != 0 && (next < 0xd0 || next > 0xd7) && next != 0xff) {
                break;
            }
            at += next == 0xff ? 1 : 2;
        }
        in.skip(at - from);
        body.write(file, from, at - from);
    }

    /** As libjpeg decides it: JFIF, then Adobe's marker, then the components' ids. */
    private Coding coding(byte[] header) {
        int transform = adobe == null ? -1 : adobe[11] & 0xff;
        int components = header[5];
        if (components == 1) {
            return Coding.GRAY;
        }
        if (components == 4) {
            if (adobe == null) {
                return Coding.CMYK;
            }
            return transform == 2 ? Coding.YCCK : Coding.INVERTED_CMYK;
        }
        if (components != 3) {
            throw new RejectedException(
                    "The JPEG picture has " + components + " colour components; allowed are 1, 3 and 4.");
        }
        boolean rgbIds = header[6] == 'R' && header[9] == 'G' && header[12] == 'B';
        return !jfif && (transform == 0 || (transform == -1 && rgbIds)) ? Coding.RGB : Coding.YCBCR;
    }

    private byte[] profile() {
        ByteArrayOutputStream profile = new ByteArrayOutputStream();
        profileParts.values().forEach(profile::writeBytes);
        return profile.toByteArray();
    }

    /** @param forShow with the profile and the orientation, which the decoder here is not to apply */
    private byte[] assemble(boolean forShow) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.size() + profileSegments.size() + 128);
        out.write(0xff);
        out.write(0xd8);
        if (jfif) {
            // Version 1.02, pixels are square, no preview.
            write(out, 0xe0, new byte[] {'J', 'F', 'I', 'F', 0, 1, 2, 0, 0, 1, 0, 1, 0, 0});
        }
        if (forShow && orientation != 1) {
            ByteArrayOutputStream exif = new ByteArrayOutputStream();
            exif.writeBytes("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1));
            exif.writeBytes(Exif.tiff(orientation));
            write(out, 0xe1, exif.toByteArray());
        }
        if (forShow) {
            out.writeBytes(profileSegments.toByteArray());
        }
        if (adobe != null) {
            write(out, 0xee, adobe);
        }
        out.writeBytes(body.toByteArray());
        out.write(0xff);
        out.write(0xd9);
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, int marker, byte[] payload) {
        out.write(0xff);
        out.write(marker);
        out.write((payload.length + 2) >> 8);
        out.write(payload.length + 2);
        out.writeBytes(payload);
    }

    private static boolean startsWith(byte[] payload, String latin1) {
        byte[] start = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return payload.length >= start.length && Arrays.equals(payload, 0, start.length, start, 0, start.length);
    }
}

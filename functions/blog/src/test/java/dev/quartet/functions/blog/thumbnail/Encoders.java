package dev.quartet.functions.blog.thumbnail;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pictures of every kind, with what Image I/O has no option for put in by hand. */
final class Encoders {
    /** Stands in all metadata that are put in, and in nothing that may come out. */
    static final String SECRET = "Taken-At-Home";

    private Encoders() {}

    static byte[] jpeg(BufferedImage image, boolean progressive) {
        return write("jpeg", new IIOImage(image, null, null), progressive, null);
    }

    /** Samples as they are, without Image I/O's own idea of their colours. */
    static byte[] jpeg(Raster raster) {
        return write("jpeg", new IIOImage(raster, null, null), false, null);
    }

    static byte[] png(BufferedImage image, boolean interlaced) {
        return write("png", new IIOImage(image, null, null), interlaced, null);
    }

    static byte[] webp(BufferedImage image, boolean lossless) {
        return write("webp", new IIOImage(image, null, null), false, lossless ? "Lossless" : "Lossy");
    }

    static byte[] gif(BufferedImage... frames) {
        return gif(0, 0, frames);
    }

    /** Frames that lie at left, top; each with a comment. */
    static byte[] gif(int left, int top, BufferedImage... frames) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (BufferedImage frame : frames) {
                IIOMetadata metadata = writer.getDefaultImageMetadata(
                        javax.imageio.ImageTypeSpecifier.createFromRenderedImage(frame), null);
                IIOMetadataNode root = new IIOMetadataNode("javax_imageio_gif_image_1.0");
                IIOMetadataNode place = node(root, "ImageDescriptor");
                place.setAttribute("imageLeftPosition", Integer.toString(left));
                place.setAttribute("imageTopPosition", Integer.toString(top));
                place.setAttribute("imageWidth", Integer.toString(frame.getWidth()));
                place.setAttribute("imageHeight", Integer.toString(frame.getHeight()));
                place.setAttribute("interlaceFlag", "TRUE");
                IIOMetadataNode control = node(root, "GraphicControlExtension");
                control.setAttribute("disposalMethod", "none");
                control.setAttribute("userInputFlag", "FALSE");
                control.setAttribute("transparentColorFlag", "FALSE");
                control.setAttribute("delayTime", "10");
                control.setAttribute("transparentColorIndex", "0");
                IIOMetadataNode comment = node(node(root, "CommentExtensions"), "CommentExtension");
                comment.setAttribute("value", SECRET);
                metadata.mergeTree("javax_imageio_gif_image_1.0", root);
                writer.writeToSequence(new IIOImage(frame, null, metadata), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static IIOMetadataNode node(IIOMetadataNode parent, String name) {
        IIOMetadataNode node = new IIOMetadataNode(name);
        parent.appendChild(node);
        return node;
    }

    private static byte[] write(String format, IIOImage image, boolean progressive, String compression) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (progressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            if (!format.equals("png") && !format.equals("gif")) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                if (compression != null) {
                    param.setCompressionType(compression);
                }
                param.setCompressionQuality(0.9f);
            }
            writer.write(null, image, param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Puts a segment right behind a JPEG file's start. */
    static byte[] segment(byte[] jpeg, int marker, byte[] payload) {
        return concat(
                new byte[] {
                    (byte) 0xff,
                    (byte) 0xd8,
                    (byte) 0xff,
                    (byte) marker,
                    (byte) ((payload.length + 2) >> 8),
                    (byte) (payload.length + 2)
                },
                payload,
                Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    static byte[] adobe(byte[] jpeg, int transform) {
        return segment(jpeg, 0xee, concat(latin1("Adobe"), new byte[] {0, 100, 0, 0, 0, 0, (byte) transform}));
    }

    static byte[] exif(byte[] jpeg, int orientation, ByteOrder order) {
        return segment(jpeg, 0xe1, concat(latin1("Exif\0\0"), tiff(orientation, order)));
    }

    /** A camera's make, which is nobody's business, and the orientation. */
    static byte[] tiff(int orientation, ByteOrder order) {
        byte[] make = latin1(SECRET + "\0");
        return ByteBuffer.allocate(8 + 2 + 24 + 4 + make.length)
                .order(order)
                .put(latin1(order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM"))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 2)
                .putShort((short) 0x010f)
                .putShort((short) 2)
                .putInt(make.length)
                .putInt(38)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .put(make)
                .array();
    }

    /** Puts a chunk right behind a PNG file's header. */
    static byte[] chunk(byte[] png, String type, byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(latin1(type));
        crc.update(data);
        byte[] chunk = ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(latin1(type))
                .put(data)
                .putInt((int) crc.getValue())
                .array();
        return concat(Arrays.copyOf(png, 33), chunk, Arrays.copyOfRange(png, 33, png.length));
    }

    /** The chunks of a WebP file as the extended format has them, after a header for the canvas. */
    static byte[] extended(int flags, int width, int height, byte[]... chunks) {
        ByteBuffer header = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(flags).putInt(width - 1).position(7);
        header.putInt(height - 1);
        byte[] all = concat(webpChunk("VP8X", Arrays.copyOf(header.array(), 10)), concat(chunks));
        return concat(latin1("RIFF"), little(all.length + 4), latin1("WEBP"), all);
    }

    static byte[] webpChunk(String type, byte[] data) {
        return concat(latin1(type), little(data.length), data, new byte[data.length & 1]);
    }

    /** What stands between the RIFF header and the end of a plain WebP file: its one chunk. */
    static byte[] webpBody(byte[] webp) {
        return Arrays.copyOfRange(webp, 12, webp.length);
    }

    static byte[] animationFrame(int left, int top, int width, int height, byte[] body) {
        ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        for (int value : new int[] {left / 2, top / 2, width - 1, height - 1, 100}) {
            header.putInt(at, value);
            at += 3;
        }
        return webpChunk("ANMF", concat(Arrays.copyOf(header.array(), 16), body));
    }

    private static byte[] little(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}

package dev.quartet.functions.blog.thumbnail;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import com.luciad.imageio.webp.WebPReadParam;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * Decodes a picture, reduced by a whole number: with the JDK's own readers, and libwebp for WebP. JPEG stays in the colours that it is
 * stored in, as turning them into RGB is cheaper when there are fewer of them; everything else becomes RGB on white.
 */
final class Decoder {
    private Decoder() {}

    /**
     * Decodes.
     *
     * @param reduction keeps every so-manieth pixel and row (WebP: their mean), 1 for all
     * @throws RejectedException if the data are damaged or cut short
     */
    static Pixels decode(Picture picture, int reduction) {
        try {
            return switch (picture.format()) {
                case JPEG -> jpeg(picture, reduction);
                case PNG -> Flattening.onWhite(picture, imageIo(picture, reduction), reduction);
                // Whole, as the reader's reduction does not go with interlaced frames that lie anywhere: a byte a
                // pixel.
                case GIF -> Flattening.onWhite(picture, imageIo(picture, 1), 1);
                case WEBP -> Flattening.onWhite(picture, webp(picture, reduction), reduction);
            };
        } catch (IOException e) {
            throw damaged(picture, e);
        } catch (IllegalArgumentException
                | IllegalStateException
                | ArrayIndexOutOfBoundsException
                | NegativeArraySizeException
                | ClassCastException
                | NullPointerException e) {
            // The JDK's readers let such things through where a file contradicts itself.
            throw damaged(picture, e);
        }
    }

    private static RejectedException damaged(Picture picture, Exception cause) {
        return new RejectedException(
                "The " + picture.format().title() + " picture is damaged or cut short: " + cause.getMessage() + ".",
                cause);
    }

    private static Pixels jpeg(Picture picture, int reduction) throws IOException {
        List<String> warnings = new ArrayList<>();
        ImageReader reader = reader("jpeg");
        try (ByteArrayImageInput in = new ByteArrayImageInput(picture.still())) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            Raster raster = reader.readRaster(0, reduced(reader, reduction));
            // libjpeg paints what is missing grey and only warns.
            for (String warning : warnings) {
                String text = warning.toLowerCase(Locale.ROOT);
                if ((text.contains("corrupt") || text.contains("premature")) && !text.contains("extraneous")) {
                    throw new IOException(warning);
                }
            }
            if (raster.getSampleModel() instanceof ComponentSampleModel model
                    && raster.getDataBuffer() instanceof DataBufferByte data
                    && model.getPixelStride() == raster.getNumBands()
                    && raster.getNumBands() == picture.coding().channels()) {
                return new Pixels(raster.getWidth(), raster.getHeight(), raster.getNumBands(), data.getData());
            }
            throw new IOException("its samples are laid out in an unknown way");
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage imageIo(Picture picture, int reduction) throws IOException {
        ImageReader reader = reader(picture.format().title());
        try (ByteArrayImageInput in = new ByteArrayImageInput(picture.still())) {
            reader.setInput(in, true, true);
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            BufferedImage image = reader.read(0, reduced(reader, reduction));
            if (!warnings.isEmpty()) {
                throw new IOException(warnings.getFirst());
            }
            return image;
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage webp(Picture picture, int reduction) throws IOException {
        ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
        try (ByteArrayImageInput in = new ByteArrayImageInput(picture.still())) {
            reader.setInput(in, true, true);
            WebPReadParam param = (WebPReadParam) reader.getDefaultReadParam();
            if (reduction > 1) {
                param.setUseScaling(true);
                param.setScaledWidth(Math.ceilDiv(picture.width(), reduction));
                param.setScaledHeight(Math.ceilDiv(picture.height(), reduction));
            }
            return reader.read(0, param);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader(String format) {
        return ImageIO.getImageReadersByFormatName(format).next();
    }

    private static ImageReadParam reduced(ImageReader reader, int reduction) {
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(reduction, reduction, 0, 0);
        return param;
    }
}

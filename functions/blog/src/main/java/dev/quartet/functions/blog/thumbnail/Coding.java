package dev.quartet.functions.blog.thumbnail;

/** What the samples of a pixel mean, before they are sRGB. */
enum Coding {
    GRAY(1),
    RGB(3),
    /** JFIF's luma and chroma, full range. */
    YCBCR(3),
    /** 255 is full ink. */
    CMYK(4),
    /** 0 is full ink: what Adobe's marker stands for. */
    INVERTED_CMYK(4),
    /** As YCbCr, of inverted CMY; then inverted K. */
    YCCK(4);

    private final int channels;

    Coding(int channels) {
        this.channels = channels;
    }

    int channels() {
        return channels;
    }
}

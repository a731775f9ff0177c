package dev.quartet.updateserver.http;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Ranges of any numbers, against what RFC 9110 says of them. */
class ByteRangeTest {
    @Property
    void fromTo_shouldBeCutAtTheEnd(
            @ForAll @LongRange(min = 0, max = 1L << 45) long first,
            @ForAll @LongRange(min = 0, max = 1L << 45) long last,
            @ForAll @LongRange(min = 0, max = 1L << 44) long size) {
        var range = ByteRange.parse("bytes=" + first + "-" + last, size);
        if (first > last) {
            assertThat(range).isEmpty();
        } else if (first >= size) {
            assertThat(range)
                    .hasValueSatisfying(part -> assertThat(part.satisfiable()).isFalse());
        } else {
            assertThat(range).contains(new ByteRange(first, Math.min(last, size - 1)));
        }
    }

    @Property
    void suffixes_shouldNameTheEnd(
            @ForAll @LongRange(min = 0, max = 1L << 45) long suffix,
            @ForAll @LongRange(min = 0, max = 1L << 44) long size) {
        var range = ByteRange.parse("bytes=-" + suffix, size).orElseThrow();
        if (suffix == 0 || size == 0) {
            assertThat(range.satisfiable()).isFalse();
        } else {
            assertThat(range.last()).isEqualTo(size - 1);
            assertThat(range.length()).isEqualTo(Math.min(suffix, size));
        }
    }

    @Property
    void anyText_shouldBeARangeInsideTheFile_orIgnored(
            @ForAll String text, @ForAll @LongRange(min = 0, max = 1000) long size) {
        for (var header : new String[] {text, "bytes=" + text, "bytes=0-" + text, "bytes=" + text + "-9"}) {
            ByteRange.parse(header, size).filter(ByteRange::satisfiable).ifPresent(range -> {
                assertThat(range.first()).isBetween(0L, size - 1);
                assertThat(range.last()).isBetween(range.first(), size - 1);
            });
        }
    }

    @Property
    void hugeNumbers_shouldNotOverflow(@ForAll @LongRange(min = 1, max = 1000) long size) {
        var huge = "9".repeat(60);
        assertThat(ByteRange.parse("bytes=0-" + huge, size)).contains(new ByteRange(0, size - 1));
        assertThat(ByteRange.parse("bytes=-" + huge, size)).contains(new ByteRange(0, size - 1));
        assertThat(ByteRange.parse("bytes=" + huge + "-", size))
                .hasValueSatisfying(part -> assertThat(part.satisfiable()).isFalse());
    }
}

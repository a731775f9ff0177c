package dev.quartet.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ChecksumTest {
    /** The check values of the catalogue of CRC algorithms, for the text 123456789. */
    @Test
    void crcs_shouldHaveTheirCheckValues() {
        assertThat(hex("x-amz-checksum-crc32")).isEqualTo("cbf43926");
        assertThat(hex("x-amz-checksum-crc32c")).isEqualTo("e3069283");
        assertThat(hex("x-amz-checksum-crc64nvme")).isEqualTo("ae8b14860a799888");
    }

    @Test
    void keys_shouldBeInTheOrderOfTheirBytesInUtf8() {
        var keys = new TreeSet<>(KeyOrder.INSTANCE);
        keys.addAll(List.of("\uD83D\uDE00", "\uFFFD", "a", "Z", "a/b", "é"));

        assertThat(keys).containsExactly("Z", "a", "a/b", "é", "\uFFFD", "\uD83D\uDE00");
    }

    private static String hex(String name) {
        var checksum = Checksum.ALL.get(name).get();
        var bytes = "123456789".getBytes(StandardCharsets.US_ASCII);
        checksum.update(bytes, 0, bytes.length);
        return java.util.HexFormat.of().formatHex(java.util.Base64.getDecoder().decode(checksum.value()));
    }
}

package dev.quartet.infra.lambda;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionZipsTest {
    @Test
    void require_saysHowToBuildWhatIsMissing(@TempDir Path root) throws IOException {
        assertThatThrownBy(() -> FunctionZips.require(root, List.of("a.zip")))
                .hasMessage("a.zip is missing; build it with: ./quartet package");
        Files.createFile(root.resolve("a.zip"));
        assertThatCode(() -> FunctionZips.require(root, List.of("a.zip"))).doesNotThrowAnyException();
    }
}

package dev.quartet.dashboard.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.dashboard.config.Access;
import dev.quartet.dashboard.config.AwsClients;
import dev.quartet.dashboard.config.DashboardProperties;
import dev.quartet.dashboard.config.Role;
import dev.quartet.dashboard.fixture.MutableClock;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.exports.ExportsJson;
import dev.quartet.exports.ExportsParameters;
import dev.quartet.exports.StackExports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.paginators.GetParametersByPathIterable;

final class StackRepositoryTest {
    @TempDir
    private Path folder;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-05-01T12:00:00Z"));

    @Test
    void current_shouldFollowTheFile_andKeepWhatWasReadBefore() throws IOException {
        Path file = folder.resolve("exports.json");
        try (AwsClients clients = new AwsClients()) {
            StackRepository stacks = new StackRepository(properties(file), clients, clock);
            assertThatThrownBy(stacks::current)
                    .isInstanceOf(ExportsUnavailableException.class)
                    .hasMessageContaining(file.toString());
            Files.writeString(file, "{\"contractVersion\": 9}");
            assertThatThrownBy(stacks::current).hasMessageContaining("contractVersion");
            write(file, ExportsJson.write(Stacks.todoOnly()), 1);
            assertThat(stacks.current()).isEqualTo(Stacks.todoOnly());
            write(file, ExportsJson.write(Stacks.all()), 2);
            assertThat(stacks.current()).isEqualTo(Stacks.all());
            write(file, "half a docu", 3);
            assertThat(stacks.current()).isEqualTo(Stacks.all());
            Files.delete(file);
            assertThat(stacks.current()).isEqualTo(Stacks.all());
        }
    }

    @Test
    void ssm_shouldPutPagesOfParametersTogether_andReadThemAgainAfterFiveMinutes() {
        PagedSsm ssm = new PagedSsm(Stacks.todoOnly());
        SsmExportsSource source = new SsmExportsSource(ssm, "dev", clock);
        StackExports exports = source.read();
        assertThat(exports.todo()).isEqualTo(Stacks.todoOnly().todo());
        assertThat(exports.endpointUrl()).isNull();
        assertThat(ssm.paths).containsExactly("/quartet/dev/exports", "/quartet/dev/exports");
        assertThat(source.changed()).isFalse();
        clock.advance(Duration.ofMinutes(6));
        assertThat(source.changed()).isTrue();
    }

    private static DashboardProperties properties(Path file) {
        return new DashboardProperties(
                new DashboardProperties.Exports(file),
                null,
                null,
                null,
                null,
                new Access(null, null, Role.VIEWER, Duration.ofMinutes(30), new Access.Oidc(false, "operators")));
    }

    /** Two writes may fall into one tick of the file system's clock. */
    private static void write(Path file, String text, int tick) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.parse("2026-05-01T12:00:00Z").plusSeconds(tick)));
    }

    /** One parameter a page. */
    private static final class PagedSsm implements SsmClient {
        private final List<Parameter> parameters = new ArrayList<>();
        private final List<String> paths = new ArrayList<>();

        PagedSsm(StackExports exports) {
            ExportsParameters.toParameters(exports)
                    .forEach((name, value) -> parameters.add(
                            Parameter.builder().name(name).value(value).build()));
        }

        @Override
        public GetParametersByPathResponse getParametersByPath(GetParametersByPathRequest request) {
            paths.add(request.path());
            int page = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
            return GetParametersByPathResponse.builder()
                    .parameters(parameters.get(page))
                    .nextToken(page + 1 < parameters.size() ? Integer.toString(page + 1) : null)
                    .build();
        }

        @Override
        public GetParametersByPathIterable getParametersByPathPaginator(GetParametersByPathRequest request) {
            return new GetParametersByPathIterable(this, request);
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}

package dev.quartet.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other services put is an object like any other. */
class ObjectWriterTest {
    private static final byte[] CONTENT = "{}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private S3Fixture s3;

    @BeforeEach
    void start() throws IOException {
        s3 = new S3Fixture(folder, Optional.empty());
        s3.bucket("failed-records");
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    @Test
    void put_shouldStoreTheObjectUnderItsVeryKeyAndTellItsListeners() throws IOException {
        var key = "aws/lambda/a b+c%2F/shard:1";
        s3.writer.put(s3.caller, "failed-records", key, "application/json", CONTENT);
        try (var client = s3.client(true)) {
            var object = client.getObjectAsBytes(r -> r.bucket("failed-records").key(key));
            assertThat(object.asByteArray()).isEqualTo(CONTENT);
            assertThat(object.response().contentType()).isEqualTo("application/json");
        }
        assertThat(s3.events).singleElement().satisfies(event -> {
            assertThat(event.key()).isEqualTo(key);
            assertThat(event.name()).isEqualTo("ObjectCreated:Put");
        });
    }

    @Test
    void put_shouldAskForTheCallersRight() {
        s3.authorizer.deny("s3:PutObject");
        assertThatThrownBy(() -> s3.writer.put(
                        Caller.service("delivery.logs.amazonaws.com"),
                        "failed-records",
                        "key",
                        "application/json",
                        CONTENT))
                .isInstanceOf(AwsException.class)
                .hasMessageContaining("s3:PutObject");
        assertThat(s3.events).isEmpty();
    }

    @Test
    void put_shouldSayThatThereIsNoSuchBucket() {
        assertThatThrownBy(() -> s3.writer.put(s3.caller, "nowhere", "key", "application/json", CONTENT))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("NoSuchBucket"));
    }
}

package dev.quartet.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.process.ChildProcesses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;

class DynamoDbProcessTest {
    private static final Map<String, AttributeValue> ITEM =
            Map.of("pk", AttributeValue.fromS("a"), "sk", AttributeValue.fromS("b"));

    @TempDir
    Path folder;

    @Test
    void data_shouldOutliveTheProcess() throws IOException {
        var data = Optional.of(folder.resolve("data"));
        try (var first = new DynamoDbFixture(folder, Clock.systemUTC(), data);
                var client = first.client()) {
            first.table("kept");
            client.putItem(r -> r.tableName("kept").item(ITEM));
        }
        try (var second = new DynamoDbFixture(folder, Clock.systemUTC(), data);
                var client = second.client()) {
            var again = second.table("kept");

            assertThat(again.outputs().get("streamArn")).asString().contains("table/kept/stream/");
            assertThat(client.getItem(r -> r.tableName("kept").key(ITEM)).item())
                    .isEqualTo(ITEM);
        }
    }

    @Test
    void listener_shouldBeOnLoopbackAlone() throws IOException {
        try (var cloud = new DynamoDbFixture(folder, Clock.systemUTC(), Optional.empty())) {
            int port = cloud.process.port();
            try (var loopback = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(loopback.isConnected()).isTrue();
            }
            var others = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .toList();
            for (var address : others) {
                assertThatThrownBy(() -> new Socket(address, port).close())
                        .as("%s", address)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void deadProcess_shouldBeAnErrorInWordsAndASystemError() throws Exception {
        try (var cloud = new DynamoDbFixture(folder, Clock.systemUTC(), Optional.empty());
                var client = cloud.client()) {
            cloud.table("dying");
            cloud.process.close();
            ProcessHandle.of(cloud.process.pid())
                    .ifPresent(handle ->
                            handle.onExit().orTimeout(60, TimeUnit.SECONDS).join());

            assertThatThrownBy(() -> client.getItem(r -> r.tableName("dying").key(ITEM)))
                    .isInstanceOf(InternalServerErrorException.class)
                    .hasMessageContaining("DynamoDB Local");
            assertThat(cloud.metrics.sum(
                            "AWS/DynamoDB", "SystemErrors", Map.of("TableName", "dying", "Operation", "GetItem")))
                    .isEqualTo(1);
        }
    }

    @Test
    void missingJars_shouldBeNamed() throws IOException {
        try (var children = ChildProcesses.open(folder.resolve("children"))) {
            var nowhere = new DynamoDbProcess.Installation(folder.resolve("nowhere"), folder);

            assertThatThrownBy(() -> DynamoDbProcess.start(children, nowhere, folder, Optional.empty()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("nowhere");
        }
    }
}

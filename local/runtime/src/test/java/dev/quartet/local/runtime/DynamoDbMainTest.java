package dev.quartet.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** DynamoDB Local in a process of its own, as the local cloud starts it. */
@Timeout(120)
final class DynamoDbMainTest {
    @TempDir
    Path folder;

    private Process process;

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private BufferedReader start(String port) throws IOException {
        process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        DynamoDbMain.class.getName(),
                        "-inMemory",
                        "-port",
                        port,
                        "-disableTelemetry")
                .redirectErrorStream(true)
                .start();
        return process.inputReader(StandardCharsets.UTF_8);
    }

    private int ready() throws IOException {
        BufferedReader out = start("0");
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("ready ")) {
                return Integer.parseInt(line.substring("ready ".length()));
            }
        }
        throw new AssertionError("DynamoDB Local ended before it was ready");
    }

    @Test
    void listensOnLoopbackOnlyAndEndsWithItsParent() throws Exception {
        int port = ready();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
            assertThat(socket.isConnected()).isTrue();
        }
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        for (InetAddress other : others) {
            try (Socket socket = new Socket()) {
                assertThatThrownBy(() -> socket.connect(new InetSocketAddress(other, port), 2_000))
                        .as("%s", other)
                        .isInstanceOf(ConnectException.class);
            }
        }
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(folder).as("nothing is left behind").isEmptyDirectory();
    }

    @Test
    void namesABadPort() throws Exception {
        String out = start("66000").lines().reduce("", String::concat);
        assertThat(out).contains("-port is '66000'; allowed is 0 (any free one) to 65535");
        assertThat(process.waitFor()).isEqualTo(1);
    }
}

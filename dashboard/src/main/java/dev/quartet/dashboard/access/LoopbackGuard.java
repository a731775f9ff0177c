package dev.quartet.dashboard.access;

import dev.quartet.dashboard.config.DashboardProperties;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Lets the application start open on loopback only. Beans are made before the server listens. */
@Component
final class LoopbackGuard {
    LoopbackGuard(Environment environment, DashboardProperties properties) {
        String address = environment.getProperty("server.address", "");
        if (!properties.access().controlled() && !loopback(address)) {
            throw new OpenAccessRefusedException(address.isBlank() ? "not set" : address);
        }
    }

    private static boolean loopback(String address) {
        try {
            // An empty name would resolve to loopback here, but means every address to the server.
            return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}

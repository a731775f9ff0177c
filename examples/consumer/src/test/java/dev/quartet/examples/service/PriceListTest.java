package dev.quartet.examples.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.quartet.examples.Contract;
import dev.quartet.exports.StackExports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The catalogue alone is made up here; that of a running stack is asked by the end-to-end tests. */
class PriceListTest {
    private HttpServer catalog;

    @BeforeEach
    void start() throws IOException {
        catalog = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        catalog.start();
    }

    @AfterEach
    void stop() {
        catalog.stop(0);
    }

    private StackExports exports() {
        return Contract.stack("http://127.0.0.1:" + catalog.getAddress().getPort());
    }

    private static String product(String sku, String amount) {
        return "{\"sku\":\"" + sku + "\",\"name\":\"Cup\",\"price\":{\"amount\":\"" + amount
                + "\",\"currency\":\"EUR\"}}";
    }

    @Test
    void list_hasTheProductsOfAllPages() throws Exception {
        catalog.createContext("/products", exchange -> {
            boolean second = exchange.getRequestURI().getQuery().contains("cursor=next");
            byte[] body = (second
                            ? "{\"items\":[" + product("CUP-2", "2.50") + "]}"
                            : "{\"items\":[" + product("CUP-1", "12.90") + "],\"nextCursor\":\"next\"}")
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PriceList.print(exports(), new PrintStream(out, true, UTF_8));
        assertThat(out.toString(UTF_8).lines()).containsExactly("CUP-1\tCup\t12.90 EUR", "CUP-2\tCup\t2.50 EUR");
    }

    @Test
    void failure_namesTheAddressAndTheAnswer() {
        catalog.createContext("/products", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        assertThatThrownBy(() -> PriceList.print(exports(), System.out))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/products")
                .hasMessageContaining("answered 503");
    }
}

package dev.quartet.functions.services.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.data.Platform;
import dev.quartet.functions.services.Mortal;
import dev.quartet.functions.services.Shop;
import dev.quartet.functions.services.calls.Wire;
import dev.quartet.functions.testing.Functions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the races leave is in {@link OrderRacesTest}. */
final class SweeperHandlerTest {
    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = new Shop();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @BeforeEach
    void fill() {
        shop.clear();
        for (int i = 0; i < 3; i++) {
            shop.client().putItem(put -> put.tableName(Shop.ORDERS).item(OrderSamples.pending(shop.now())));
        }
        shop.later(121);
    }

    private static SweeperHandler process() {
        Mortal immortal = new Mortal(shop.client(), 0, false);
        return new SweeperHandler(shop.platform(immortal::client), Wire.lambda());
    }

    private static long due() {
        return shop.orders().stream().filter(order -> order.containsKey("due")).count();
    }

    @Test
    void endsWhatIsDueAndSaysOfWhichRequestItWas() {
        assertThat(Functions.invoke(process(), Map.of("any", "event"))
                        .path("ended")
                        .asInt())
                .isEqualTo(3);
        assertThat(due()).isZero();
        shop.orders().forEach(order -> {
            String correlationId = order.get("correlationId").s();
            assertThat(shop.inventory.requests())
                    .filteredOn(
                            request -> request.headers().get("x-correlation-id").equals(correlationId))
                    .hasSize(1)
                    .allSatisfy(request -> assertThat(request.method()).isEqualTo("DELETE"));
            assertThat(shop.log())
                    .filteredOn(line -> line.contains("\"correlationId\":\"" + correlationId + "\""))
                    .anySatisfy(line -> assertThat(line).contains("order abandoned"))
                    .anySatisfy(line -> assertThat(line).contains("order's stock given back"));
        });
        assertThat(shop.log()).anySatisfy(line -> assertThat(line).contains("\"OrdersAbandoned\":3"));
        assertThat(Functions.invoke(process(), Map.of()).path("ended").asInt()).isZero();
    }

    @Test
    void leavesToTheNextRunWhatItHasNoTimeFor() {
        assertThat(Functions.invoke(process(), Map.of(), 3_500).path("ended").asInt())
                .isZero();
        assertThat(due()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "59", "1h", "-120", ""})
    void refusesTimesThatAreNone(String seconds) {
        Platform platform = shop.platform(shop::client);
        Map<String, String> variables = new HashMap<>(platform.env().variables());
        variables.put("PENDING_SECONDS", seconds);
        assertThatThrownBy(() -> new SweeperHandler(
                        new Platform(new Env(variables), platform.clock(), platform.out(), platform.openTable(), null),
                        Wire.lambda()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PENDING_SECONDS");
    }

    @Test
    void walksThroughARunBeforeASnapshot() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        SweeperPriming.run(shop.platform(shop::client), new PrintStream(log, true, StandardCharsets.UTF_8));
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("order's stock given back", "\"ended\":1")
                .doesNotContain("ERROR", "WARN");
        SweeperHandler handler = process();
        handler.beforeCheckpoint(org.crac.Core.getGlobalContext());
        handler.afterRestore(org.crac.Core.getGlobalContext());
        assertThat(Functions.invoke(handler, Map.of()).path("ended").asInt()).isEqualTo(3);
    }
}

package dev.quartet.functions.services.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.functions.common.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whoever writes events and whoever reads them means what docs/events says. */
final class EventSchemasTest {
    private static final Path README = Path.of("../../docs/events/README.md");

    @Provide
    Arbitrary<Event> events() {
        return Samples.events();
    }

    /** Values that some field may or may not hold. */
    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.of(
                "",
                " ",
                "a",
                "A",
                "a-b",
                "0",
                "-1",
                "01",
                "1.00001",
                "1.5",
                "EUR",
                "OUT_OF_STOCK",
                "x".repeat(100),
                "😀".repeat(100),
                "x".repeat(101),
                "x".repeat(129),
                "X".repeat(40),
                "X".repeat(41),
                "x".repeat(2_001),
                "0123456789abcdef0123456789abcdef",
                "0123456789abcdef0123456789abcdef#1",
                "0123456789abcdef0123456789abcdef#0",
                "2026-03-01T10:00:00Z",
                "2026-03-01T10:00:00.123Z",
                "2026-03-01T10:00:00+09:00",
                "2026-13-01T10:00:00Z",
                "2026-02-30T10:00:00Z",
                "OrderPlaced",
                0L,
                1L,
                2L,
                1_000L,
                1_001L,
                -1L,
                10_000_001L,
                99_999_999_999L,
                1.0,
                1.5,
                1e300,
                true,
                List.of(),
                List.of("a"),
                List.of(Map.of()),
                Map.of(),
                Map.of("amount", "1", "currency", "EUR"));
    }

    @Property(tries = 300)
    void whatProducersWriteIsAsTheSchemaSaysAndIsReadAsItWas(@ForAll("events") Event event) throws Exception {
        String json = new String(event.bytes(), StandardCharsets.UTF_8);
        assertThat(Schemas.errors(event, json)).isEmpty();
        assertThat(EventReader.read(json)).isEqualTo(event);
    }

    @Property(tries = 3_000)
    void readersRefuseWhatTheSchemaRefusesAndNothingElse(
            @ForAll("events") Event event, @ForAll("values") Object value, @ForAll int place, @ForAll Change change) {
        List<Runnable> changes = new ArrayList<>();
        Map<String, Object> json = Json.object(event.bytes());
        collect(json, change, value, changes);
        changes.get(Math.floorMod(place, changes.size())).run();
        if (!event.type().equals(json.get("type"))) {
            return; // another type's schema, or none: an example of its own
        }
        String text = new String(Json.bytes(json), StandardCharsets.UTF_8);
        String refused = refusal(text);
        assertThat(refused.isEmpty())
                .as("%s: the reader says '%s'", text, refused)
                .isEqualTo(Schemas.errors(event, text).isEmpty());
    }

    enum Change {
        REPLACE,
        REMOVE,
        ADD
    }

    /** Every change of that kind that can be made to the object. */
    private static void collect(Map<String, Object> object, Change change, Object value, List<Runnable> changes) {
        if (change == Change.ADD) {
            changes.add(() -> object.put("addedLater", value));
        }
        for (Map.Entry<String, Object> field : object.entrySet()) {
            if (change == Change.REPLACE) {
                changes.add(() -> object.put(field.getKey(), value));
            } else if (change == Change.REMOVE) {
                changes.add(() -> object.remove(field.getKey()));
            }
            descend(field.getValue(), change, value, changes);
        }
    }

    @SuppressWarnings("unchecked")
    private static void descend(Object child, Change change, Object value, List<Runnable> changes) {
        if (child instanceof Map<?, ?> object) {
            collect((Map<String, Object>) object, change, value, changes);
        } else if (child instanceof List<?> list) {
            list.forEach(entry -> descend(entry, change, value, changes));
        }
    }

    private static String refusal(String json) {
        try {
            EventReader.read(json);
            return "";
        } catch (InvalidEventException e) {
            return e.getMessage();
        }
    }

    @Example
    void thereIsOneSchemaOfEachEventAndTheTableNamesIt() throws Exception {
        Set<String> files = new HashSet<>();
        for (Arbitrary<Event> kind : List.of(Samples.placed(), Samples.rejected(), Samples.imported())) {
            Event event = kind.sample();
            files.add(Schemas.file(event));
            assertThat(Files.readString(README))
                    .contains("| " + event.type() + " | " + event.schemaVersion() + " | [")
                    .contains("(" + Schemas.file(event) + ")");
        }
        assertThat(Schemas.all().keySet()).isEqualTo(files);
    }

    @Example
    void anUnknownVersionTypeOrFormIsRefusedInWords() {
        Map<String, Object> json = Json.object(Samples.placed().sample().bytes());
        json.put("schemaVersion", 2L);
        assertThat(refusal(json))
                .isEqualTo(
                        "schemaVersion of OrderPlaced is 2; this consumer knows 1: deploy a newer one, then redrive");
        json.put("schemaVersion", 0L);
        assertThat(refusal(json)).isEqualTo("schemaVersion of OrderPlaced is 0; this consumer knows 1");
        json.put("type", "OrderShipped");
        assertThat(refusal(json))
                .isEqualTo("type is 'OrderShipped'; known are OrderPlaced, OrderRejected, ImportedOrder");
        assertThat(refusal("{")).startsWith("the message is not valid JSON");
        assertThat(refusal("[]")).isEqualTo("the message is not a JSON object");
    }

    @Example
    @SuppressWarnings("unchecked")
    void whatIsWrongIsNamedWithItsPathAndItsValue() {
        Map<String, Object> json = Json.object(Samples.placed().sample().bytes());
        Map<String, Object> order = (Map<String, Object>) json.get("order");
        Map<String, Object> line = ((List<Map<String, Object>>) order.get("lines")).getFirst();
        line.put("quantity", 0L);
        assertThat(refusal(json)).isEqualTo("order.lines[0].quantity is 0; allowed is 1 to 1000");
        line.put("quantity", "1");
        assertThat(refusal(json)).isEqualTo("order.lines[0].quantity is not a whole number");
        line.remove("quantity");
        assertThat(refusal(json)).isEqualTo("order.lines[0].quantity is missing");
        line.put("quantity", 1L);
        order.put("id", "x".repeat(100_000));
        assertThat(refusal(json)).hasSizeLessThan(200).contains("order.id is 'xxx");
    }

    @Example
    void producersCannotMakeWhatTheSchemaRefuses() {
        assertThatThrownBy(() -> new Money("1,50", "EUR"))
                .hasMessage("amount is '1,50'; allowed is (0|[1-9][0-9]{0,17})(\\.[0-9]{1,4})?");
        assertThatThrownBy(() -> new Order("0".repeat(32), "Ada", List.of(), new Money("1", "EUR")))
                .hasMessage("lines has 0 entries; allowed are 1 to 20");
    }

    private static String refusal(Map<String, Object> json) {
        return refusal(new String(Json.bytes(json), StandardCharsets.UTF_8));
    }
}

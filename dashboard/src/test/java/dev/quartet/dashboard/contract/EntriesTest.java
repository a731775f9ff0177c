package dev.quartet.dashboard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.ui.Texts;
import dev.quartet.exports.ExportsJson;
import dev.quartet.exports.StackExports;
import dev.quartet.exports.TodoExports;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EntriesTest {
    private static Entry entry(List<Entry> entries, String key) {
        return entries.stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void keys_shouldBeThoseOfTheJson_withTheirValues() {
        StackExports exports = Stacks.withServices();
        List<Entry> services = Entries.of("services", exports.services());
        assertThat(entry(services, "services.orders.api.url").value())
                .isEqualTo(exports.services().orders().api().url());
        assertThat(entry(services, "services.orders.functions[1].name").kind()).isEqualTo(Kind.TEXT);
        assertThat(entry(services, "services.orderPlacedTopicArn").kind()).isEqualTo(Kind.ARN);
        assertThat(entry(services, "services.orders.table.indexes").value()).isEqualTo("[\"due\"]");
        assertThat(Entries.plain(exports))
                .extracting(Entry::key)
                .containsExactly("contractVersion", "stack", "region", "accountId", "endpointUrl");
    }

    @Test
    void nullAndAbsent_shouldBeToldApart_asInTheJson() {
        TodoExports exports = Stacks.todo(null);
        Map<String, Object> json = ExportsJson.toMap(exports);
        List<Entry> todo = Entries.of("todo", exports);
        assertThat(json).containsEntry("daxClusterName", null);
        assertThat(entry(todo, "todo.daxClusterName").state()).isEqualTo(Entry.State.NULL);
        assertThat(((Map<?, ?>) json.get("table")).containsKey("streamArn")).isFalse();
        assertThat(entry(todo, "todo.table.streamArn").state()).isEqualTo(Entry.State.ABSENT);
        assertThat(todo.stream()
                        .filter(entry -> entry.state() == Entry.State.PRESENT)
                        .map(Entry::value))
                .noneMatch(String::isEmpty);
    }

    @Test
    void everyKeyOfTheContract_shouldHaveItsMeaningInWords() {
        say(StackExports.class);
    }

    private static void say(Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            assertThat(new Texts().getTranslation(Entries.textKey(component), Locale.KOREAN))
                    .as(component.toString())
                    .isNotBlank();
            Class<?> inner = component.getType() == List.class
                    ? (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
                    : component.getType();
            if (inner.isRecord()) {
                say(inner);
            }
        }
    }
}

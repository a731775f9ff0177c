package dev.quartet.dashboard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import dev.quartet.dashboard.Dashboard;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.fixture.SteadyAws;
import dev.quartet.dashboard.ui.CopyButton;
import dev.quartet.exports.ExportsJson;
import dev.quartet.exports.StackExports;
import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = {Dashboard.class, SteadyAws.class})
@ViewPackages(packages = "dev.quartet.dashboard")
final class ExportsViewTest extends SpringBrowserlessTest {
    private static final StackExports EXPORTS = Stacks.withServices();

    @DynamicPropertySource
    static void stack(DynamicPropertyRegistry properties) {
        properties.add("quartet.exports.file", () -> Stacks.write(EXPORTS));
    }

    private String text() {
        return getCurrentView().getElement().getTextRecursively() + String.join("\n", keys());
    }

    private Document tables() {
        return Jsoup.parse(findInView(NativeTableBody.class).all().stream()
                .filter(Component::isVisible)
                .map(body -> body.getElement().getProperty("innerHTML"))
                .collect(Collectors.joining("", "<table>", "</table>")));
    }

    private List<String> keys() {
        return tables().select("tr").eachText();
    }

    @Test
    void table_shouldShowEachKeyWithItsValue_andSayWhichArchitectureIsNotThere() {
        navigate(ExportsView.class);
        assertThat(text())
                .contains(
                        "services.orders.api.url",
                        EXPORTS.services().orders().api().url())
                .contains("Orders · API · address, without a slash at its end")
                .contains("Not in this stack: the key updates is absent")
                .contains("absent", "This stack does not have the key.");
    }

    @Test
    void filter_shouldLeaveWhatHasAllWords_andStandInTheAddress() {
        navigate(ExportsView.class);
        TextField filter = findInView(TextField.class).single();
        test(filter).setValue("orders API address");
        roundTrip();
        assertThat(keys())
                .filteredOn(row -> row.contains("services."))
                .singleElement()
                .asString()
                .contains("services.orders.api.url");
        assertThat(text()).contains("1 of ");

        UI.getCurrent().navigate("exports", QueryParameters.of("filter", "shippingQueue"));
        assertThat(findInView(TextField.class).single().getValue()).isEqualTo("shippingQueue");
        assertThat(keys()).filteredOn(row -> row.contains("services.")).hasSize(3);
    }

    @Test
    void buttons_shouldCopyOneValue_orTheWholeDocument() {
        navigate(ExportsView.class);
        assertThat(tables().select("quartet-copy[label='Copy the value of region']"))
                .singleElement()
                .returns(Stacks.REGION, button -> button.attr("text"))
                .returns("Copied", button -> button.attr("done"));
        assertThat(findInView(CopyButton.class).all())
                .map(Component::getElement)
                .filteredOn(button -> "Copy all as JSON".equals(button.getAttribute("label")))
                .singleElement()
                .satisfies(button -> assertThat(ExportsJson.read(button.getAttribute("text")))
                        .isEqualTo(EXPORTS));
    }

    @Test
    void values_shouldBeText_whateverIsInThem() {
        Entry entry = new Entry("<b>", List.of(), Kind.TEXT, Entry.State.PRESENT, "\"><img src=x onerror=alert(1)>");
        ContractTable table = new ContractTable("Title", List.of(entry), "{}");
        assertThat(table.filter(List.of("onerror"))).isEqualTo(1);
        UI.getCurrent().add(table);
        Document page = Jsoup.parse("<table>"
                + find(NativeTableBody.class, table).single().getElement().getProperty("innerHTML") + "</table>");
        assertThat(page.select("img, b")).isEmpty();
        assertThat(page.select("code").eachText()).containsExactly(entry.key(), entry.value());
        assertThat(page.select("quartet-copy").attr("text")).isEqualTo(entry.value());
    }

    @Test
    void downloads_shouldBeTheDocumentAndItsSchema() {
        navigate(ExportsView.class);
        assertThat(findInView(Anchor.class).all().stream()
                        .filter(Anchor::isDownload)
                        .map(Anchor::getText))
                .containsExactly("exports.json", "JSON schema");
        assertThat(ExportsJson.schema()).contains("\"ServicesExports\"");
    }
}

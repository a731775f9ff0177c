package dev.quartet.dashboard.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.communication.PushConnection;
import dev.quartet.dashboard.Dashboard;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.fixture.SteadyAws;
import dev.quartet.dashboard.todo.TodoView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = {Dashboard.class, SteadyAws.class})
@ViewPackages(packages = "dev.quartet.dashboard")
final class PresenceTest extends SpringBrowserlessTest {
    private final Presence presence = new Presence();
    private final Line line = new Line();

    @DynamicPropertySource
    static void stack(DynamicPropertyRegistry properties) {
        properties.add("quartet.exports.file", () -> Stacks.write(Stacks.todoOnly()));
    }

    @BeforeEach
    void connect() {
        navigate(TodoView.class);
        UI.getCurrent().getInternals().setPushConnection(line);
    }

    @Test
    void page_shouldBeToldAll_whileItIsConnected() {
        for (int i = 0; i < 10; i++) {
            assertThat(presence.takes(UI.getCurrent())).isTrue();
        }
    }

    @Test
    void page_shouldBeToldAll_beforeItIsConnected() {
        line.connected = false;
        for (int i = 0; i < 10; i++) {
            assertThat(presence.takes(UI.getCurrent())).isTrue();
        }
    }

    @Test
    void page_shouldBeToldLittle_untilItIsBack() {
        assertThat(presence.takes(UI.getCurrent())).isTrue();
        line.connected = false;
        assertThat(presence.takes(UI.getCurrent())).isTrue();
        assertThat(presence.takes(UI.getCurrent())).isTrue();
        assertThat(presence.takes(UI.getCurrent())).isFalse();
        assertThat(presence.takes(UI.getCurrent())).isFalse();
        line.connected = true;
        assertThat(presence.takes(UI.getCurrent())).isTrue();
    }

    /** A connection that breaks when it is told to. */
    private static final class Line implements PushConnection {
        private boolean connected = true;

        @Override
        public void push() {}

        @Override
        public void disconnect() {
            connected = false;
        }

        @Override
        public boolean isConnected() {
            return connected;
        }
    }
}

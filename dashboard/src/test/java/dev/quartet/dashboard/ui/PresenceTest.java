package dev.quartet.dashboard.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.communication.PushConnection;
import dev.quartet.dashboard.Dashboard;
import dev.quartet.dashboard.feed.MetricFeed;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.fixture.SteadyAws;
import dev.quartet.dashboard.todo.TodoView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = {Dashboard.class, SteadyAws.class})
@ViewPackages(packages = "dev.quartet.dashboard")
final class PresenceTest extends SpringBrowserlessTest {
    @Autowired
    private MetricFeed feed;

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
        assertThat(UI.getCurrent().isClosing()).isFalse();
    }

    @Test
    void page_shouldBeClosed_andLookAtNothing_onceItsHeartbeatsEnded() {
        UI ui = UI.getCurrent();
        VaadinSession session = ui.getSession();
        int viewers = feed.viewers();
        assertThat(viewers).isPositive();
        ui.getInternals().setLastHeartbeatTimestamp(System.currentTimeMillis() - 181_000);
        assertThat(presence.takes(ui)).as("a connection says enough").isTrue();

        line.connected = false;
        assertThat(presence.takes(ui)).isFalse();
        assertThat(ui.isClosing()).isTrue();
        assertThat(session.getUIs()).doesNotContain(ui);
        assertThat(feed.viewers()).isEqualTo(viewers - 1);
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

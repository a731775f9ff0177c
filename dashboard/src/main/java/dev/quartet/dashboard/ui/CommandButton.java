package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Opens what asks CloudWatch for what is shown; the text is made when somebody wants it. */
@Tag("quartet-command")
@JavaScript("context://elements/quartet-copy.js")
@JavaScript("context://elements/quartet-command.js")
public final class CommandButton extends Component {
    /** @param text the command, and what the dialog says beside it */
    private record Dialog(String text, String explained, String copy, String done, String failed, String close) {}

    private final transient Supplier<String> command;

    /** @param shown what it is the command of */
    public CommandButton(String shown, Supplier<String> command) {
        this.command = command;
        getElement().setAttribute("label", getTranslation("chart.word.command")).setAttribute("shown", shown);
    }

    /** What the browser's dialog shows. */
    static JsonNode dialog(Component component, String text) {
        return Json.of(new Dialog(
                text,
                component.getTranslation("command.explained"),
                component.getTranslation("command.copy"),
                component.getTranslation("copy.done"),
                component.getTranslation("copy.failed"),
                component.getTranslation("chart.word.close")));
    }

    @ClientCallable
    JsonNode command() {
        return dialog(this, command.get());
    }
}

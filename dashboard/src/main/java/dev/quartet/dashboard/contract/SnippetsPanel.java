package dev.quartet.dashboard.contract;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import dev.quartet.dashboard.ui.CopyButton;
import dev.quartet.exports.StackExports;

/** How another team's program, service or shell reads this stack's exports. */
final class SnippetsPanel extends Section {
    SnippetsPanel(StackExports exports) {
        addClassNames("panel", "snippets");
        Snippets snippets = new Snippets(exports);
        add(new H2(getTranslation("contract.read")));
        add(new Paragraph(getTranslation(
                exports.endpointUrl() == null ? "contract.read.aws" : "contract.read.local", exports.stack())));
        Div all = new Div(
                snippet("program", snippets.program()),
                snippet("service", snippets.service()),
                snippet("shell", snippets.shell()));
        all.addClassName("snippet-list");
        add(all);
    }

    private Div snippet(String name, String text) {
        String title = getTranslation("contract.snippet." + name);
        Pre code = new Pre(text);
        code.getElement()
                .setAttribute("tabindex", "0")
                .setAttribute("role", "region")
                .setAttribute("aria-label", title);
        Div line = new Div(new H3(title), new CopyButton(text, getTranslation("contract.copy.code"), true));
        line.addClassName("panel-line");
        Div snippet = new Div(line, code);
        snippet.addClassName("snippet");
        snippet.setId("snippet-" + name);
        return snippet;
    }
}

package dev.quartet.dashboard.architecture;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.quartet.dashboard.ui.ConsoleLinks;
import dev.quartet.dashboard.ui.Facts;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.QueueRef;
import dev.quartet.exports.StackExports;
import dev.quartet.exports.TableRef;
import org.jspecify.annotations.Nullable;

/** What something consists of, by AWS's names, each linked to where one sees more of it; what is null is left out. */
public final class PartFacts extends Section {
    private final ConsoleLinks links;
    private final boolean local;
    private final Facts facts = new Facts();

    public PartFacts(StackExports exports) {
        this(exports, "service.parts");
    }

    /**
     * @param title the name of the text that stands above
     */
    public PartFacts(StackExports exports, String title) {
        this.links = new ConsoleLinks(exports.region(), exports.endpointUrl());
        this.local = exports.endpointUrl() != null;
        addClassNames("panel", "parts");
        add(new H2(getTranslation(title)), facts);
    }

    /** The addresses of the stack's resources in the AWS console. */
    public ConsoleLinks links() {
        return links;
    }

    /**
     * @param part the end of the name of the text that says what it is
     * @param address where one sees more of it
     */
    public PartFacts part(String part, @Nullable String name, @Nullable String address) {
        if (name != null) {
            facts.line(
                    getTranslation("service.part." + part), address == null ? new Span(name) : outward(name, address));
        }
        return this;
    }

    /** A page of the dashboard itself. */
    public PartFacts page(String part, String name, String address) {
        facts.line(getTranslation("service.part." + part), new Anchor(address, name));
        return this;
    }

    public PartFacts url(String part, @Nullable String url) {
        return part(part, url, url);
    }

    public PartFacts function(FunctionRef function) {
        String text = function.name() + ":" + function.alias();
        String address = links.function(function.name());
        Component name = address == null ? new Span(text) : outward(text, address);
        if (!local) {
            facts.line(getTranslation("service.part.function"), name);
            return this;
        }
        Span hint = new Span(getTranslation("service.part.logs") + " ");
        hint.addClassName("fact-note");
        hint.add(new Code("./quartet logs " + function.name()));
        facts.line(getTranslation("service.part.function"), name, hint);
        return this;
    }

    public PartFacts table(@Nullable TableRef table) {
        return table == null ? this : part("table", table.name(), links.table(table.name()));
    }

    public PartFacts queue(String part, @Nullable QueueRef queue) {
        return queue == null ? this : part(part, queue.name(), links.queue(queue.url()));
    }

    private static Anchor outward(String text, String address) {
        Anchor link = new Anchor(address, text);
        link.setTarget(AnchorTarget.BLANK);
        link.getElement().setAttribute("rel", "noopener noreferrer");
        return link;
    }
}
